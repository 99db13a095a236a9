import assert from "node:assert/strict";
import { test } from "node:test";
import { grantsOf } from "../../engine/policy/grants.ts";
import { resourceIn } from "./reading.ts";
import { statementSaid } from "./said-statement.ts";

/** What a function may do, in words, and whether that is all, and whether others may do it too. */
function grantsIn(text: string, name = "Fn"): string[] {
  const { statements, complete, shared } = grantsOf(resourceIn(text, name));
  return [...statements.map(statementSaid), complete ? "complete" : "incomplete", ...(shared ? ["shared"] : [])];
}

const sam = (properties: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${properties}
${more}`;

const logs = "Allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *";

test("SAM: statements, policies of AWS, and others that nobody can read here", () => {
  assert.deepEqual(grantsIn(sam("Handler: a.b")), ["complete"]);
  const statement = "{ Statement: { Effect: Allow, Action: s3:GetObject, Resource: '*' } }";
  assert.deepEqual(grantsIn(sam(`Policies: [AWSLambdaBasicExecutionRole, ${statement}]`)), [
    `identity of Fn: ${logs}`,
    "identity of Fn: Allow s3:GetObject on *",
    "complete",
  ]);
  assert.deepEqual(grantsIn(sam("Policies: AmazonS3FullAccess")), [
    "identity of Fn: Allow s3:* s3-object-lambda:* on *",
    "complete",
  ]);
  assert.deepEqual(grantsIn(sam("Policies: AmazonNoSuchAccess")), ["incomplete"]);
  assert.deepEqual(grantsIn(sam("Policies: !Ref Given")), ["incomplete"]);
  assert.deepEqual(grantsIn(sam("Policies: [{ NoSuchPolicy: {} }]")), ["incomplete"]);
  assert.deepEqual(grantsIn(sam('Policies: [!Sub "arn:${AWS::Partition}:iam::aws:policy/AWSXrayWriteOnlyAccess"]')), [
    "identity of Fn: Allow xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets xray:GetSamplingStatisticSummaries on *",
    "complete",
  ]);
});

test("SAM: a policy template allows what SAM makes of it", () => {
  const text = sam("Policies: [{ SQSSendMessagePolicy: { QueueName: !GetAtt Queue.QueueName } }]");
  assert.deepEqual(grantsIn(text), [
    "identity of Fn: Allow sqs:SendMessage* on unknown arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}",
    "complete",
  ]);
  const [statement] = grantsOf(resourceIn(text, "Fn")).statements;
  const resource = statement?.resources[0]?.value;
  assert.equal(statement?.policyTemplate, "SQSSendMessagePolicy");
  assert.deepEqual(resource?.kind === "unknown" && resource.refersTo, { resource: "Queue", attribute: "QueueName" });
});

test("connectors grant what only SAM knows", () => {
  const inside = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: { Type: AWS::Serverless::Function, Connectors: { C: { Properties: { Destination: { Id: T }, Permissions: [Read] } } } }
`;
  assert.deepEqual(grantsIn(inside), ["incomplete"]);
  const beside =
    "  C: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Fn }, Destination: { Id: T } } }\n";
  assert.deepEqual(grantsIn(sam("Handler: a.b", beside)), ["incomplete"]);
});

const role = `  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      Policies: [{ PolicyDocument: { Statement: { Effect: Allow, Action: s3:*, Resource: "*" } } }]
  More:
    Type: AWS::IAM::Policy
    Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: { Effect: Allow, Action: sqs:SendMessage, Resource: "*" } } }
`;

test("a role of the template: its own policies and those attached to it", () => {
  const text = sam("Role: !GetAtt Role.Arn", role);
  assert.deepEqual(grantsIn(text), [
    "identity of Role: Allow s3:* on *",
    `identity of Role: ${logs}`,
    "identity of More: Allow sqs:SendMessage on *",
    "complete",
  ]);
  const twice = sam(
    "Role: !GetAtt Role.Arn",
    `  Other: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }\n${role}`,
  );
  assert.deepEqual(grantsIn(twice).at(-1), "shared");
});

test("a role from elsewhere cannot be read", () => {
  assert.deepEqual(grantsIn(sam("Role: arn:aws:iam::1:role/other")), ["incomplete"]);
  assert.deepEqual(grantsIn("Resources: { Fn: { Type: AWS::Lambda::Function } }\n"), ["incomplete"]);
  assert.deepEqual(
    grantsIn(sam("Role: !GetAtt Role.Arn", "  Role: { Type: AWS::IAM::Role, Properties: { Policies: !Ref Given } }\n")),
    ["incomplete"],
  );
});

const service = (functions: string, more = "") => `service: s
provider:
  name: aws
  iam: { role: { statements: [{ Effect: Allow, Action: s3:*, Resource: "*" }] } }
functions:
${functions}
${more}`;

test("Serverless: all functions share provider's statements", () => {
  assert.deepEqual(grantsIn(service("  fn: { handler: a.b }"), "fn"), [
    "identity of nobody: Allow s3:* on *",
    "complete",
  ]);
  assert.deepEqual(grantsIn(service("  fn: { handler: a.b }\n  other: { handler: c.d }"), "fn").slice(1), [
    "complete",
    "shared",
  ]);
});

test("Serverless: with the plugin a function has its own, and inherits only if it says so", () => {
  const own = `  fn: { handler: a.b, iamRoleStatements: [{ Effect: Allow, Action: sqs:*, Resource: "*" }] }\n  other: { handler: c.d }`;
  const inheriting = own.replace("a.b", "a.b, iamRoleStatementsInherit: true");
  const plugin = "plugins: [serverless-iam-roles-per-function]\n";
  assert.deepEqual(grantsIn(service(own, plugin), "fn"), ["identity of fn: Allow sqs:* on *", "complete"]);
  assert.deepEqual(grantsIn(service(own, plugin), "other"), ["identity of nobody: Allow s3:* on *", "complete"]);
  assert.deepEqual(grantsIn(service(inheriting, plugin), "fn"), [
    "identity of fn: Allow sqs:* on *",
    "identity of nobody: Allow s3:* on *",
    "complete",
  ]);
  assert.deepEqual(grantsIn(service(own), "fn"), ["identity of nobody: Allow s3:* on *", "complete", "shared"]);
});
