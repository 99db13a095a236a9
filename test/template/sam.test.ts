import assert from "node:assert/strict";
import { test } from "node:test";
import { resourceIn, said, told } from "./reading.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 10
    Runtime: nodejs22.x
    Tracing: Active
    Layers: [arn:shared]
    Environment:
      Variables: { LEVEL: info, TABLE: shared }
  Api:
    Auth: { DefaultAuthorizer: AWS_IAM }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Timeout: 30
      Layers: [arn:own]
      DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Queue.Arn }
      Environment:
        Variables: { TABLE: own }
  Bare:
    Type: AWS::Serverless::Function
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      EndpointConfiguration: REGIONAL
  Guarded:
    Type: AWS::Serverless::Api
    Properties:
      Auth: { ResourcePolicy: { CustomStatements: [] } }
  Table:
    Type: AWS::Serverless::SimpleTable
    Properties:
      SSESpecification: { SSEEnabled: true }
`;

const property = (name: string, path: string) => told(resourceIn(template, name).property(path));

test("a SAM function is a Lambda function, its own values before those of Globals", () => {
  const fn = resourceIn(template, "Fn");
  assert.deepEqual([fn.type, fn.writtenAs], ["AWS::Lambda::Function", "AWS::Serverless::Function"]);
  assert.equal(property("Fn", "Timeout"), "30 at 30");
  assert.equal(property("Fn", "Runtime"), `"nodejs22.x" at nodejs22.x, inherited`);
  assert.equal(property("Bare", "Timeout"), "10 at 10, inherited");
  assert.equal(property("Bare", "MemorySize"), "absent");
});

test("maps of Globals are merged, lists are added", () => {
  assert.equal(property("Fn", "Environment/Variables"), `{ TABLE: "own", LEVEL: "info" } at { TABLE: own }`);
  assert.equal(property("Fn", "Environment/Variables/LEVEL"), `"info" at info, inherited`);
  assert.equal(property("Fn", "Environment/Variables/TABLE"), `"own" at own`);
  assert.equal(said(resourceIn(template, "Fn").property("Layers")?.value), `["arn:shared", "arn:own"]`);
});

test("CloudFormation's names answer for SAM's", () => {
  assert.equal(property("Fn", "TracingConfig/Mode"), `"Active" at Active, inherited`);
  assert.equal(property("Fn", "TracingConfig"), `{ Mode: "Active" } at Active, inherited`);
  assert.equal(property("Fn", "Code"), `"src/" at src/`);
  assert.equal(property("Fn", "DeadLetterConfig/TargetArn"), "unknown ${Queue.Arn} at Queue.Arn");
  assert.equal(property("Table", "SSESpecification/SSEEnabled"), "true at true");
  assert.equal(said(resourceIn(template, "Api").property("EndpointConfiguration/Types")?.value), `["REGIONAL"]`);
});

test("a resource policy is unknown where SAM makes it, absent where nothing asks for one", () => {
  assert.equal(property("Api", "Policy"), "absent");
  assert.match(property("Guarded", "Policy"), /^unknown because SAM makes the policy/);
});

test("a property is written where SAM has it", () => {
  const fn = resourceIn(template, "Fn");
  assert.deepEqual(fn.spelling("TracingConfig/Mode")?.keys, ["Properties", "Tracing"]);
  assert.deepEqual(fn.spelling("Timeout")?.keys, ["Properties", "Timeout"]);
  assert.deepEqual(fn.spelling("Environment/Variables/A")?.keys, ["Properties", "Environment", "Variables", "A"]);
});
