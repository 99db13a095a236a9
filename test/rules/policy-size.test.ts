import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { documentsOfPolicyFile } from "../../engine/policy/documents.ts";
import { leastLength } from "../../rules/iam/_policy-size.ts";
import { documentOf } from "../template/reading.ts";
import { saidIn } from "./policy-checks.ts";

const rule = "iam/policy-size";

const resources = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => `arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${1000 + index}`),
  );

const policy = (count: number): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": ${resources(count)} }] }`;

it("a policy is as long as its JSON without white space", () => {
  const word = fc.stringMatching(/^[a-z:*/ ]{0,12}$/);
  const statement = fc.record({
    Effect: fc.constant("Allow"),
    Action: fc.array(word),
    Resource: word,
    Sid: fc.integer(),
  });
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
      const written = { Version: "2012-10-17", Statement: statements };
      const [document] = documentsOfPolicyFile(documentOf(JSON.stringify(written, null, 2), "/app/policy.json"));
      assert.equal(leastLength(document?.value), JSON.stringify(written).replace(/\s+/g, "").length);
    }),
    { numRuns: 50 },
  );
});

it("a managed policy has 6,144 characters", () => {
  const text = (count: number) => `Resources:
  Reader: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: ${policy(count)} } }
`;
  assert.deepEqual(saidIn(rule, "template.yaml", text(90)), []);
  assert.match(saidIn(rule, "template.yaml", text(110))[0] ?? "", /^a managed policy has at least 6,\d\d\d characters/);
});

it("policies written into one role count together, once", () => {
  const text = (count: number) => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - { PolicyName: a, PolicyDocument: ${policy(count)} }
        - { PolicyName: b, PolicyDocument: ${policy(count)} }
  More: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Role], PolicyDocument: ${policy(count)} } }
  Other: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: a, PolicyDocument: ${policy(count)} }] } }
`;
  assert.deepEqual(saidIn(rule, "template.yaml", text(50)), []);
  const said = saidIn(rule, "template.yaml", text(70));
  assert.equal(said.length, 1);
  assert.match(said[0] ?? "", /^all policies written into a role have at least/);
});

it("what is known at deployment only counts for what is known of it, and of branches the shortest counts", () => {
  const [short, long] = [policy(1), policy(120)];
  const text = `Conditions: { IsProd: !Equals [!Ref AWS::Region, eu-west-1] }
Resources:
  Reader: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: !If [IsProd, ${long}, ${short}] } }
  Writer: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: !Ref Policy } }
`;
  assert.deepEqual(saidIn(rule, "template.yaml", text), []);
});
