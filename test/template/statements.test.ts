import assert from "node:assert/strict";
import { test } from "node:test";
import { textAt } from "../../engine/text/source.ts";
import { documentOf, statementsIn as statementsOf } from "./reading.ts";
import { statementSaid } from "./said-statement.ts";

const statementsIn = (text: string, path?: string) => statementsOf(documentOf(text, path)).map(statementSaid);

test("a policy file: one statement or many, one policy or a list", () => {
  assert.deepEqual(
    statementsIn('{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }', "/app/p.json"),
    ["identity of nobody: Allow * on *"],
  );
  const many = `Statement:
  - { Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: ["arn:aws:s3:::b/*"] }
  - { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
  - { Effect: Deny, NotAction: iam:*, Principal: "*" }
`;
  assert.deepEqual(statementsIn(many), [
    "identity of nobody: Allow s3:GetObject s3:PutObject on arn:aws:s3:::b/*",
    "trust of nobody: Allow sts:AssumeRole",
    "resource of nobody: Deny all but iam:*",
  ]);
  assert.equal(
    statementsIn("- { Statement: [{ Effect: Allow, Action: a:B }] }\n- { Statement: { Effect: Deny, Action: c:D } }\n")
      .length,
    2,
  );
});

test("roles, policies and the policies of resources", () => {
  const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } } }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:*, Resource: !GetAtt B.Arn }] } }]
  Extra: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: sqs:*, Resource: "*" }] } } }
  Open: { Type: AWS::S3::BucketPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Principal: "*" }] } } }
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Action: kms:*, Resource: "*" }] } } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Policy: { Statement: [{ Effect: Deny, Action: execute-api:Invoke }] } } }
`;
  assert.deepEqual(statementsIn(text), [
    "identity of Role: Allow s3:* on unknown ${B.Arn}",
    "trust of Role: Allow sts:AssumeRole",
    "identity of Extra: Allow sqs:* on *",
    "resource of Open: Allow s3:GetObject",
    "resource of Key: Allow kms:* on *",
    "resource of Api: Deny execute-api:Invoke",
  ]);
});

test("SAM's Policies: documents, but neither names nor templates", () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSLambdaBasicExecutionRole
        - S3ReadPolicy: { BucketName: b }
        - Statement: [{ Effect: Allow, Action: "*", Resource: "*" }]
  One: { Type: AWS::Serverless::Function, Properties: { Policies: { Statement: { Effect: Allow, Action: a:B, Resource: "*" } } } }
`;
  assert.deepEqual(statementsIn(text), ["identity of Fn: Allow * on *", "identity of One: Allow a:B on *"]);
});

test("serverless.yml: provider in both spellings, functions, the API's policy, and each once", () => {
  const text = `service: s
provider:
  name: aws
  iam: { role: { statements: [{ Effect: Allow, Action: a:New, Resource: "*" }, "\${self:custom.shared}", "\${file(more.yml)}"] } }
  iamRoleStatements: [{ Effect: Allow, Action: a:Old, Resource: "*" }]
  apiGateway: { resourcePolicy: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke }] }
custom: { shared: { Effect: Allow, Action: a:Shared, Resource: "*" } }
functions:
  fn: { handler: a.b, iamRoleStatements: [{ Effect: Allow, Action: a:Own, Resource: "*" }, "\${self:custom.shared}"] }
`;
  assert.deepEqual(statementsIn(text), [
    "identity of nobody: Allow a:New on *",
    "identity of nobody: Allow a:Shared on *",
    "identity of nobody: Allow a:Old on *",
    "resource of nobody: Allow execute-api:Invoke",
    "identity of fn: Allow a:Own on *",
  ]);
});

test("conditions: the statements and the actions of every branch", () => {
  const text = `Conditions: { Prod: !Equals [!Ref Stage, prod] }
Resources:
  P:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement:
          - !If [Prod, { Effect: Allow, Action: a:Prod, Resource: "*" }, !Ref AWS::NoValue]
          - { Effect: Allow, Action: !If [Prod, a:One, [a:Two, a:Three]], Resource: "*" }
`;
  assert.deepEqual(statementsIn(text), [
    "identity of P: Allow a:Prod on *",
    "identity of P: Allow a:One a:Two a:Three on *",
  ]);
});

test("each element has its place", () => {
  const [statement] = statementsOf(
    documentOf("Statement:\n  - Effect: Allow\n    Action: ['s3:Get*', sqs:*]\n    Resource: '*'\n"),
  );
  assert.deepEqual(
    statement?.actions.map((action) => textAt(action.at)),
    ["'s3:Get*'", "sqs:*"],
  );
  assert.equal(statement?.actionNode && textAt(statement.actionNode), "['s3:Get*', sqs:*]");
  assert.equal(statement?.resourceNode && textAt(statement.resourceNode), "'*'");
});

test("a policy that is JSON in a text is read where it stands", () => {
  const text = `Resources:
  Logs:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyDocument: !Sub |
        { "Statement": [{ "Effect": "Allow", "Action": "logs:*", "Principal": "*", "Resource": "\${Group.Arn}" }] }
`;
  const [statement] = statementsOf(documentOf(text));
  assert.ok(statement);
  assert.equal(statementSaid(statement), "resource of Logs: Allow logs:* on unknown ${Group.Arn}");
  assert.equal(statement.actions.map(({ at }) => textAt(at)).join(), '"logs:*"');
});
