import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { functionTable } from "../../engine/assist/function-table.ts";
import { operatorNamed, operators } from "../../engine/assist/operators.ts";
import { policyHover } from "../../engine/assist/policy-hover.ts";
import { comparisons } from "../../engine/policy/comparisons.ts";
import type { FunctionReport } from "../../engine/privileges/function-report.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import "../typescript.ts";

function hover(name: string, marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const document = readDocument({ path: `/${name}`, version: 1, text });
  assert.ok(document?.language === "yaml" || document?.language === "json");
  const found = policyHover(document, offset);
  return found && { word: text.slice(found.at.span.start, found.at.span.end), markdown: found.markdown };
}

const statement = (lines: string): string => `Statement:\n  - Effect: Allow\n${lines}`;

describe("hovering over a policy", () => {
  it("an action: what it does, to what it can be limited, by which keys", () => {
    const found = hover("policy.yaml", statement('    Action: ["sqs:|SendMessage"]\n'));
    assert.equal(found?.word, "sqs:SendMessage");
    const lines = found?.markdown.split("\n\n") ?? [];
    assert.equal(lines[0], "**sqs:SendMessage** · writes");
    assert.equal(lines[3], "- queue: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`");
  });

  it("an action that cannot be limited", () => {
    const found = hover("policy.yaml", statement("    Action: xray:PutTraceSegments|\n"));
    assert.match(found?.markdown ?? "", /Cannot be limited to a resource: `Resource` has to be `"\*"`\./);
  });

  it("a pattern: what it expands to, by access level", () => {
    const found = hover("policy.json", '{ "Statement": [{ "Action": ["s3:Get*", "sqs:|*Message"] }] }');
    assert.equal(found?.word, "sqs:*Message");
    assert.match(
      found?.markdown ?? "",
      /^\*\*sqs:\\\*Message\*\* is 3 actions of Amazon SQS\n\n- 1 reads: `ReceiveMessage`\n- 2 writes: /,
    );
    assert.match(
      hover("policy.yaml", statement("    Action: '|*'\n"))?.markdown ?? "",
      /every action of every service/,
    );
    assert.match(hover("policy.yaml", statement("    Action: s3:|Foo*\n"))?.markdown ?? "", /matches no action of/);
  });

  it("operators and keys of conditions", () => {
    const condition =
      "    Action: s3:GetObject\n    Condition:\n      ForAnyValue:StringLikeIfExists:\n        aws:ResourceTag/team: a\n";
    const operator = hover("policy.yaml", statement(condition.replace("ForAny", "For|Any")));
    assert.equal(operator?.word, "ForAnyValue:StringLikeIfExists");
    assert.match(
      operator?.markdown ?? "",
      /One value of the key has to fit\. True also where the request has no such key\./,
    );
    const key = hover("policy.yaml", statement(condition.replace("aws:R", "aws:|R")));
    assert.equal(key?.word, "aws:ResourceTag/team");
    assert.match(key?.markdown ?? "", /^\*\*aws:ResourceTag\/\$\{TagKey\}\*\* · String/);
  });

  it("policy templates of SAM and managed policies of AWS", () => {
    const sam = (item: string) =>
      `Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - ${item}\n`;
    const template = hover("t.yaml", sam("SQSSend|MessagePolicy:\n            QueueName: q"));
    assert.equal(template?.word, "SQSSendMessagePolicy");
    assert.match(
      template?.markdown ?? "",
      /`sqs:SendMessage\*` on `arn:\$\{AWS::Partition\}:sqs:[^`]*\$\{QueueName\}`/,
    );
    const managed = hover("t.yaml", sam("AWSLambda|BasicExecutionRole"));
    assert.match(managed?.markdown ?? "", /`logs:CreateLogGroup`, `logs:CreateLogStream`, `logs:PutLogEvents` on `\*`/);
  });

  it("is silent about what is not known, and outside of policies", () => {
    for (const text of [
      "    Action: nobody:|Knows\n",
      "    Action: s3:|NoSuchThing\n",
      "    Condition: { Strung|Equals: {} }\n",
      "    Sid: s3:Get|Object\n",
    ])
      assert.equal(hover("policy.yaml", statement(text)), undefined, text);
    assert.equal(hover("a.yaml", "a: s3:Get|Object\n"), undefined);
  });
});

describe("operators", () => {
  it("are those that policies are evaluated by", () => {
    const plain = operators.filter(({ name }) => !/IfExists$|:/.test(name)).map(({ name }) => name);
    assert.deepEqual(plain.sort(), [...comparisons.keys(), "Null"].sort());
  });

  it("are known with their additions only", () => {
    assert.ok(operatorNamed("stringequals"));
    for (const name of ["NullIfExists", "StringMatches", "ForSomeValues:StringEquals", "", "IfExists"])
      assert.equal(operatorNamed(name), undefined, name);
  });
});

describe("the table of a function", () => {
  const at = { path: "/a.yaml", span: { start: 0, end: 1 } };
  const right = (action: string, resource: string | undefined = "*") => ({ action, resource, at });
  const report: FunctionReport = {
    name: "a_b",
    template: "/a.yaml",
    at,
    handler: { file: "/src/a.mjs", exported: "handler" },
    role: undefined,
    triggers: [],
    calls: [],
    used: [],
    granted: [],
    unused: [],
    missing: [],
    unknown: [],
  };
  const table = (more: Partial<FunctionReport>) =>
    functionTable({ ...report, ...more }, !more.unknown, () => ({ path: "/a.yaml", version: 1, text: "a\n" }));

  it("is a line where there is nothing to tell", () => {
    assert.equal(table({}), "**a\\_b** · runs `a.mjs` › `handler` · no trigger · 0 calls");
  });

  it("begins with what fails and has 25 rows at most", () => {
    const used = Array.from({ length: 40 }, (_, index) => ({
      ...right(`s3:A${index}`),
      at: { ...at, span: { start: index, end: index } },
    }));
    const text = table({ used, missing: used.slice(7, 8) });
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    assert.equal(rows[1], "| **missing** | `s3:A7` | `*` | a.yaml:2 |");
    assert.equal(rows.length, 26);
    assert.match(text, /and 15 more/);
  });

  it("says what is not known", () => {
    const text = table({ unknown: [{ why: "a command that is sent is not known", at }] });
    assert.match(text, /at least 0 calls/);
    assert.match(text, /- a command that is sent is not known \(a\.yaml:1\)$/);
  });

  it("puts the resources of one right into one row", () => {
    const text = table({ unused: ["a", "b", "c", "d"].map((one) => right("s3:GetObject", one)) });
    assert.match(text, /\| unused \| `s3:GetObject` \| `a`, `b`, `c`, 1 more \| a\.yaml:1 \|/);
  });
});
