import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, hostOf } from "../workspace-of.ts";

/** What may stand where a policy, a statement, an element or a condition is expected. A fault of a rule is thrown here. */
const oddities: readonly string[] = [
  "17",
  "true",
  "some text",
  "''",
  "null",
  "[]",
  "{}",
  "[[], [[17]]]",
  "[null, 17, { a: b }]",
  "{ Statement: 17 }",
  "{ Statement: [17, [], {}] }",
  "{ Version: [], Statement: { Effect: [], Action: {}, Resource: 17, Sid: {}, Principal: [], Condition: [] } }",
  "{ Statement: { Effect: Allow, Action: [1, null, {}], Resource: [[], true], Condition: { a: { b: { c: d } } } } }",
  "{ Statement: { Effect: Allow, Action: ':', Resource: ':::::', Condition: { '': { '': '' } } } }",
  "{ Statement: { Effect: Allow, Action: 'constructor:x', Resource: 'arn:__proto__:toString:::', Principal: { constructor: a } } }",
  "{ Statement: { Effect: Allow, Action: '${', Resource: 'arn:${:${a:b}:${', Condition: { Bool: { 'aws:': '${' } } } }",
  "!Ref Nothing",
  "!GetAtt Role.Arn",
  "!Sub '${Role}${'",
  "!If [Nothing, 1, 2]",
  '\'{"Statement": [17, "a"]}\'',
  "'{\"Statement\": '",
];

const places: readonly (readonly [title: string, path: string, text: (oddity: string) => string])[] = [
  [
    "a role",
    "template.yaml",
    (odd) => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${odd}
      Policies: [{ PolicyName: a, PolicyDocument: ${odd} }]
`,
  ],
  [
    "a list of policies",
    "template.yaml",
    (odd) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { Policies: ${odd} } }
  Worker: { Type: AWS::Serverless::Function, Properties: { Policies: [${odd}] } }
  Other: { Type: AWS::Serverless::Function, Properties: { Policies: ${odd} } }
`,
  ],
  [
    "policies of resources",
    "template.yaml",
    (odd) => `Resources:
  Bucket: { Type: AWS::S3::BucketPolicy, Properties: { PolicyDocument: ${odd} } }
  Logs: { Type: AWS::Logs::ResourcePolicy, Properties: { PolicyDocument: ${odd} } }
  Bus: { Type: AWS::Events::EventBusPolicy, Properties: { Statement: ${odd} } }
`,
  ],
  [
    "a Serverless service",
    "serverless.yml",
    (odd) => `service: a
provider:
  name: aws
  apiGateway: { resourcePolicy: ${odd} }
  iam: { role: { statements: ${odd} } }
functions:
  a: { handler: a.b, iamRoleStatements: ${odd} }
`,
  ],
  ["a policy file", "policy.yaml", (odd) => `- Statement: [{ Effect: Allow }]\n- ${odd}\n`],
];

for (const [title, path, text] of places) {
  describe(`${title} holds whatever it may`, () => {
    for (const odd of oddities) it(odd, () => assert.ok(findingsOf(hostOf([{ path, text: text(odd) }]))));
  });
}

it("statements that hold themselves come to an end", () => {
  const text = `service: a
custom:
  all: \${self:provider.iam.role.statements}
provider:
  name: aws
  iam:
    role:
      statements: \${self:custom.all}
`;
  assert.ok(findingsOf(hostOf([{ path: "serverless.yml", text }])));
});

it("a thousand statements, and a thousand elements, do not take longer than so many of a few", () => {
  const statement = (index: number) => ({
    Sid: `S${index % 3}`,
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:Get*", `dynamodb:GetItm${index % 50}`],
    Resource: [`arn:aws:s3:::b${index}`, `arn:aws:dynamodb:eu-west-1:111122223333:table/t${index}`],
    Condition: { StringEquals: { "aws:SourceVpc": `*${index}` } },
  });
  const many = Array.from({ length: 1000 }, (_, index) => statement(index));
  const wide = {
    Effect: "Allow",
    Action: many.map(({ Action }) => Action[2]),
    Resource: many.flatMap((one) => one.Resource),
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [...many, wide] }, null, 1);
  const start = performance.now();
  const found = findingsOf(hostOf([{ path: "policy.json", text }])).filter(({ rule }) => rule === "iam/policy-element");
  assert.equal(found.length, 997, "each name but the first of its kind is taken");
  assert.ok(performance.now() - start < 30_000);
});
