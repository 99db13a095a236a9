import assert from "node:assert/strict";
import { test } from "node:test";
import { finish } from "../../engine/task.ts";
import type { Resource } from "../../engine/template/model.ts";
import { filesOf } from "../../engine/template/serverless.ts";
import { isMade } from "../../engine/template/serverless-made.ts";
import { triggersOf } from "../../engine/template/triggers.ts";
import { textAt } from "../../engine/text/source.ts";
import { hostOf, root } from "../workspace-of.ts";
import { said, told } from "./reading.ts";
import { type Files, templateAt } from "./surrounded.ts";

const main = "/app/svc/serverless.yml";

const written = (files: Files) => templateAt(main, files).resources.filter((one) => !isMade(one));

function resourceOf(files: Files, name: string): Resource {
  const resource = templateAt(main, files).resource(name);
  assert.ok(resource, name);
  return resource;
}

/** What the timeout of the only function is. */
const timeout = (value: string, files: Files = {}, more = "") =>
  said(
    resourceOf(
      {
        ...files,
        [main]: `service: s\nprovider: { name: aws }\n${more}functions: { fn: { handler: a.b, timeout: "${value}" } }\n`,
      },
      "fn",
    ).property("Timeout")?.value,
  );

test("functions, provider and resources may stand in other files", () => {
  const files: Files = {
    [main]: `service: s
provider: \${file(./provider.yml)}
functions:
  - \${file(functions/all.yml)}
  - one: \${file(functions/one.json):one}
resources:
  - Resources: \${file(resources.yml):Resources}
  - \${file(./more.yml)}
`,
    "/app/svc/provider.yml": "name: aws\nruntime: nodejs22.x\n",
    "/app/svc/functions/all.yml": "first:\n  handler: src/first.handler\n  timeout: 5\n  events:\n    - http: GET /a\n",
    "/app/svc/functions/one.json": '{ "one": { "handler": "src/one.handler", "timeout": 7 } }',
    "/app/svc/resources.yml": `Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: "\${self:service}-q" } }
  Table: \${file(table.yml)}
`,
    "/app/svc/table.yml": "Type: AWS::DynamoDB::Table\nProperties: { TableName: t }\n",
    "/app/svc/more.yml": "Outputs: { Name: { Value: x } }\nResources: { Topic: { Type: AWS::SNS::Topic } }\n",
  };
  assert.deepEqual(
    written(files).map((one) => [one.name, one.entry.block.path, one.properties?.block.path]),
    [
      ["first", "/app/svc/functions/all.yml", "/app/svc/functions/all.yml"],
      ["one", main, "/app/svc/functions/one.json"],
      ["Queue", "/app/svc/resources.yml", "/app/svc/resources.yml"],
      ["Table", "/app/svc/resources.yml", "/app/svc/table.yml"],
      ["Topic", "/app/svc/more.yml", undefined],
    ],
  );
  const first = resourceOf(files, "first");
  assert.equal(told(first.property("Runtime")), `"nodejs22.x" at nodejs22.x, inherited`);
  assert.equal(first.property("Timeout")?.at.block.path, "/app/svc/functions/all.yml");
  assert.equal(first.spelling("MemorySize")?.under.block.path, "/app/svc/functions/all.yml");
  assert.equal(triggersOf(first)[0]?.kind, "rest-api");
  assert.equal(said(resourceOf(files, "Queue").property("QueueName")?.value), `"s-q"`);
  assert.equal(said(resourceOf(files, "Table").property("TableName")?.value), `"t"`);
  assert.deepEqual(
    templateAt(main, files).outputs.map((one) => [one.name, said(one.attribute("Value")?.value)]),
    [["Name", `"x"`]],
  );
  assert.deepEqual([...filesOf(templateAt(main, files))].toSorted(), [
    "/app/svc/functions/all.yml",
    "/app/svc/functions/one.json",
    "/app/svc/more.yml",
    "/app/svc/provider.yml",
    "/app/svc/resources.yml",
    "/app/svc/table.yml",
  ]);
});

test("values come from files, by nested names, with defaults where the file lacks them", () => {
  const files: Files = {
    "/app/svc/config.dev.yml":
      "wait: { short: 3, list: [{ n: 4 }, { n: 5 }] }\nnothing:\nown: ${file(./other.json):deep.wait}\n",
    "/app/svc/other.json": '{ "deep": { "wait": 8 } }',
    "/app/shared.yml": "wait: 9\n",
    "/app/svc/values.js": "const wait = 11;\nmodule.exports = { wait, late: compute() };\n",
    "/app/svc/run.js": "module.exports = () => ({ wait: 1 });\n",
  };
  assert.equal(timeout("${file(./config.${sls:stage}.yml):wait.short}", files), "3");
  assert.equal(
    timeout("${file(./config.${opt:stage, 'dev'}.yml):wait.${self:custom.which}}", files, "custom: { which: short }\n"),
    "3",
  );
  assert.equal(timeout("${file(config.dev.yml):wait.list.1.n}", files), "5");
  assert.equal(timeout("${file(config.dev.yml):own}", files), "8");
  assert.equal(timeout("${file(config.dev.yml):none, 6}", files), "6");
  assert.equal(timeout("${file(config.dev.yml):nothing, 6}", files), "6");
  assert.equal(timeout("${file(../shared.yml):wait}", files), "9");
  assert.equal(timeout("${file(/app/shared.yml):wait}", files), "9");
  assert.equal(timeout("${file(./values.js):wait}", files), "11");
  for (const value of [
    "values.js):late",
    "run.js):wait",
    "missing.yml):wait, 3",
    "~/x.yml):wait, 3",
    "/etc/x.yml):wait",
  ])
    assert.match(timeout(`\${file(${value}}`, files), /^unknown/, value);
});

test("circles of files and of the service are unknown, and end", () => {
  const files: Files = {
    "/app/svc/a.yml": "wait: ${file(b.yml):wait}\nall: ${file(b.yml)}\n",
    "/app/svc/b.yml": "wait: ${file(a.yml):wait}\nall: ${file(a.yml)}\nsome: 1\n",
    "/app/svc/self.yml": "all: ${file(self.yml)}\nback: ${self:custom}\n",
  };
  assert.match(timeout("${file(a.yml):wait}", files), /^unknown/);
  assert.match(timeout("${file(self.yml):all}", files), /^unknown/);
  assert.match(timeout("${file(self.yml):back}", files, "custom: ${file(self.yml)}\n"), /^unknown/);
  assert.match(timeout("${file(a.yml):all.all}", files), /^unknown/);
  assert.equal(timeout("${file(a.yml):all.some}", files), "unknown because it refers to itself");
  const circle: Files = {
    ...files,
    [main]: "service: s\nprovider: ${file(a.yml)}\nfunctions: ${file(self.yml)}\ncustom: { x: '${self:custom}' }\n",
  };
  assert.doesNotThrow(() => templateAt(main, circle).resources.map((one) => said(one.property("Timeout")?.value)));
  assert.deepEqual([...filesOf(templateAt(main, circle))].toSorted(), [
    "/app/svc/a.yml",
    "/app/svc/b.yml",
    "/app/svc/self.yml",
  ]);
});

test("the other kinds of variables", () => {
  assert.equal(timeout("${strToBool(${self:custom.on})}", {}, "custom: { on: '1' }\n"), "true");
  assert.equal(timeout("${strToBool(false)}"), "false");
  assert.match(timeout("${strToBool(maybe)}"), /^unknown/);
  assert.match(timeout("${terraform:outputs:wait}"), /^unknown/);
  assert.match(timeout("${s3:bucket/key}"), /^unknown/);
  assert.match(timeout("${sls:instanceId}"), /^unknown/);
  assert.equal(timeout("${self:custom.gone, null}"), "null");
  assert.equal(
    timeout("arn:aws:sqs:${aws:region}:${aws:accountId}:q"),
    "unknown arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:q",
  );
  assert.equal(
    timeout("arn:aws:sqs:#{AWS::Region}:#{AWS::AccountId}:${self:service}"),
    "unknown arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:s",
  );
  assert.equal(timeout("#{Queue.Arn}"), "unknown ${Queue.Arn}");
  assert.match(timeout("#{a b}"), /^unknown/);
});

test("a compose file gives parameters, and outputs of other services", () => {
  const files: Files = {
    "/app/serverless-compose.yml": `services:
  queue: { path: queue }
  svc:
    path: ./svc
    params: { wait: 12, url: "\${queue.url}", plain: "\${queue.plain}", stage: "\${sls:stage}" }
`,
    "/app/queue/serverless.yml": `service: q
provider: { name: aws }
resources:
  Resources: { Q: { Type: AWS::SQS::Queue } }
  Outputs: { url: { Value: !Ref Q }, plain: { Value: fixed } }
`,
  };
  assert.equal(timeout("${param:wait}", files), "12");
  assert.equal(timeout("${param:plain}", files), `"fixed"`);
  assert.match(timeout("${param:url}", files), /^unknown because/);
  assert.match(timeout("${param:stage}", files), /^unknown/);
  assert.equal(timeout("${param:other, 3}", files), "3");
});

test("a configuration in a script is read where it is one object literal", () => {
  const path = "/app/svc/serverless.ts";
  const text = `import type { AWS } from "@serverless/typescript";
import { hello } from "./functions";
const env = { TABLE: "t" } as const;
const config: AWS = {
  service: "s",
  provider: { name: "aws", runtime: "nodejs22.x", environment: { ...env, KEY: process.env.KEY } },
  functions: { hello, own: { handler: "src/own.handler", timeout: -1 + 2, memorySize: 512, events: [{ httpApi: \`GET /own\` }] } },
  package: { individually: true },
} satisfies AWS;
export default config;
`;
  const template = templateAt(path, { [path]: text });
  const [hello, own] = template.resources;
  assert.deepEqual([hello?.name, own?.name], ["hello", "own"]);
  assert.match(said(hello?.property("Timeout")?.value), /^unknown/);
  assert.match(said(own?.property("Timeout")?.value), /^unknown/);
  assert.equal(told(own?.property("MemorySize")), "512 at 512");
  assert.equal(said(own?.property("Environment/Variables/TABLE")?.value), `"t"`);
  assert.match(said(own?.property("Environment/Variables/KEY")?.value), /^unknown/);
  assert.equal(own && textAt(own.key), "own");
  assert.deepEqual(own && triggersOf(own).map((one) => [one.kind, one.path]), [["http-api", "/own"]]);
  for (const other of ["module.exports = make();", "export default { ...base, service: 's' };", "export const a = 1;"])
    assert.throws(() => templateAt(path, { [path]: other }), /no template/);
  assert.ok(
    templateAt("/app/serverless.js", { "/app/serverless.js": "module.exports = { service: 's', provider: 'aws' };" }),
  );
});

const files = {
  "serverless.yml": `service: s
provider:
  name: aws
  runtime: nodejs22.x
  timeout: 10
  tracing: { lambda: true }
functions: \${file(./functions.yml)}
resources:
  - \${file(./resources.yml)}
`,
  "functions.yml": `list:
  handler: src/list.handler
  events:
    - httpApi: GET /a
`,
  "resources.yml": `Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: { QueueName: "\${self:service}-q" }
`,
};

test("findings about what stands in another file are told there, and cured there", () => {
  const host = hostOf(Object.entries(files).map(([path, text]) => ({ path, text })));
  const found = (path: string) => finish(host.snapshot().check(`${root}/${path}`));
  const memory = found("functions.yml").filter((one) => one.rule === "limits/memory-missing");
  assert.deepEqual(
    memory.map(({ at }) => [at.path.slice(root.length + 1), files["functions.yml"].slice(at.span.start, at.span.end)]),
    [["functions.yml", "list"]],
  );
  const place = memory[0]?.at;
  assert.ok(place);
  const fixes = finish(host.snapshot().fixes(place.path, place.span)).filter(
    (one) => one.rule === "limits/memory-missing",
  );
  assert.deepEqual([...(fixes[0]?.edits.keys() ?? [])], [`${root}/functions.yml`]);
  assert.ok(found("resources.yml").some((one) => one.rule === "events/sqs-dlq"));
  assert.deepEqual(
    found("serverless.yml").filter((one) => ["events/sqs-dlq", "limits/memory-missing"].includes(one.rule)),
    [],
  );
});

test("constants that use each other end", () => {
  const doubling = Array.from({ length: 60 }, (_, n) => `const c${n} = { a: c${n + 1}, b: c${n + 1} };`).join("\n");
  const path = "/app/serverless.js";
  const script = (custom: string) =>
    `${doubling}\nconst round = { again: round };\nmodule.exports = { service: 's', provider: { name: 'aws' }, custom: ${custom} };`;
  for (const custom of ["c0", "round", "{ ...round }"]) assert.ok(templateAt(path, { [path]: script(custom) }));
});
