import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { statementsOfPolicyFile } from "../../engine/policy/statements.ts";
import { moreOf, permitsNoMore } from "../policy/permits.ts";
import { allow, deny, type Written } from "../policy/statements-of.ts";
import { documentOf } from "../template/reading.ts";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

const policyOf = (statements: readonly Written[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);

const statementsIn = (text: string) => statementsOfPolicyFile(documentOf(text, "/app/policy.json"));

/** The policy after all fixes of the rule. */
function reduced(text: string): string {
  for (let rounds = 0; rounds < 10; rounds++) {
    const files = [{ path: "policy.json", text }];
    const host = hostOf(files);
    const finding = findingsOf(host).find(({ rule }) => rule === "iam/redundant");
    if (!finding) return text;
    const [fix] = curesOf(host, finding);
    assert.ok(fix, "what is redundant can be removed");
    text = fixedFiles(files, fix)[0]?.text ?? "";
  }
  assert.fail("it does not end");
}

const bucket = "arn:aws:s3:::albums";

const redundant: readonly (readonly [title: string, statements: readonly Written[]])[] = [
  ["an action twice", [allow(["s3:GetObject", "s3:getobject"], `${bucket}/*`)]],
  ["an action beside its service", [allow(["s3:GetObject", "s3:*", "sqs:SendMessage"])]],
  ["a pattern beside a wider one", [allow(["s3:Get*", "s3:GetObject*"])]],
  ["a resource beside all", [allow("s3:GetObject", [`${bucket}/*`, "*"])]],
  ["a resource beside a pattern", [deny("s3:GetObject", [`${bucket}/covers/*`, `${bucket}/*`])]],
  ["a statement twice", [allow("s3:GetObject", bucket), allow("s3:GetObject", bucket)]],
  ["a statement within another", [allow("s3:GetObject", `${bucket}/*`), allow(["s3:Get*", "s3:Put*"], `${bucket}*`)]],
  ["three of a kind", [allow("sqs:*"), allow(["sqs:SendMessage", "sqs:ReceiveMessage"]), allow("sqs:SendMessage")]],
  [
    "the same condition",
    [
      allow("sqs:*", "*", { Bool: { "aws:SecureTransport": "true" } }),
      allow("sqs:SendMessage", "*", { Bool: { "aws:SecureTransport": "true" } }),
    ],
  ],
];

const needed: readonly (readonly [title: string, statements: readonly Written[]])[] = [
  ["another service", [allow(["s3:GetObject", "sqs:*"])]],
  ["another effect", [allow("s3:*"), deny("s3:GetObject")]],
  ["another resource", [allow("s3:GetObject", bucket), allow("s3:GetObject", `${bucket}/*`)]],
  ["a question mark beside a star", [allow(["s3:Get?bject", "s3:Ge?Object*"])]],
  [
    "a condition that the other does not have",
    [allow("sqs:*", "*", { Bool: { "aws:SecureTransport": "true" } }), allow("sqs:SendMessage")],
  ],
  [
    "crossed statements",
    [allow(["s3:GetObject", "s3:PutObject"], bucket), allow("s3:GetObject", [bucket, `${bucket}/*`])],
  ],
];

describe("what is redundant can go: the policy allows the same without it", () => {
  for (const [title, statements] of redundant) {
    it(title, () => {
      const before = policyOf(statements);
      const after = reduced(before);
      assert.notEqual(after, before, "it is found");
      assert.ok(permitsNoMore(statementsIn(after), statementsIn(before)), "nothing is added");
      assert.equal(moreOf(statementsIn(before), statementsIn(after)), undefined, "nothing is lost");
    });
  }
});

describe("what adds something stays", () => {
  for (const [title, statements] of needed)
    it(title, () => assert.equal(reduced(policyOf(statements)), policyOf(statements)));
});
