import assert from "node:assert/strict";
import { test } from "node:test";
import { isMade } from "../../engine/template/serverless-made.ts";
import { textAt } from "../../engine/text/source.ts";
import { resourceIn, said, templateIn, told } from "./reading.ts";

const service = `service: photos
provider:
  name: aws
  runtime: nodejs22.x
  memorySize: 256
  tracing: { lambda: true, apiGateway: true }
  environment: { LEVEL: info, TABLE: shared }
  vpc: { securityGroupIds: [sg-1], subnetIds: [subnet-1] }
functions:
  get-photo:
    handler: src/get.handler
    timeout: 20
    environment: { TABLE: own }
    tracing: PassThrough
    onError: arn:aws:sqs:eu-west-1:1:dead
    awsKmsKeyArn: arn:key
  plain:
    handler: src/plain.handler
resources:
  Resources:
    Bucket:
      Type: AWS::S3::Bucket
      Properties: { BucketName: "\${self:service}-files" }
    Url:
      Type: AWS::Lambda::Url
      Properties: { TargetFunctionArn: !GetAtt GetDashphotoLambdaFunction.Arn, AuthType: NONE }
`;

const property = (name: string, path: string) => told(resourceIn(service, name).property(path));

test("a Serverless function is a Lambda function with provider's values", () => {
  const fn = resourceIn(service, "get-photo");
  assert.deepEqual([fn.type, fn.writtenAs, textAt(fn.key)], ["AWS::Lambda::Function", "functions", "get-photo"]);
  assert.equal(property("get-photo", "Timeout"), "20 at 20");
  assert.equal(property("get-photo", "MemorySize"), "256 at 256, inherited");
  assert.equal(property("get-photo", "Runtime"), `"nodejs22.x" at nodejs22.x, inherited`);
  assert.equal(property("get-photo", "ReservedConcurrentExecutions"), "absent");
  assert.equal(property("get-photo", "Role"), "absent");
  assert.equal(property("plain", "Timeout"), "absent");
});

test("CloudFormation's names answer for the framework's", () => {
  assert.equal(property("get-photo", "TracingConfig/Mode"), `"PassThrough" at PassThrough`);
  assert.equal(property("plain", "TracingConfig/Mode"), `"Active" at true, inherited`);
  assert.equal(property("get-photo", "Environment/Variables/TABLE"), `"own" at own`);
  assert.equal(property("get-photo", "Environment/Variables/LEVEL"), `"info" at info, inherited`);
  assert.equal(property("get-photo", "KmsKeyArn"), `"arn:key" at arn:key`);
  assert.equal(
    property("get-photo", "DeadLetterConfig/TargetArn"),
    `"arn:aws:sqs:eu-west-1:1:dead" at arn:aws:sqs:eu-west-1:1:dead`,
  );
  assert.equal(
    said(resourceIn(service, "plain").property("VpcConfig")?.value),
    `{ SecurityGroupIds: ["sg-1"], SubnetIds: ["subnet-1"] }`,
  );
});

test("a property is written where the framework has it, or not at all", () => {
  const fn = resourceIn(service, "plain");
  assert.deepEqual(fn.spelling("TracingConfig/Mode")?.keys, ["tracing"]);
  assert.deepEqual(fn.spelling("ReservedConcurrentExecutions")?.keys, ["reservedConcurrency"]);
  assert.equal(fn.spelling("RuntimeManagementConfig"), undefined);
});

test("resources are CloudFormation with variables; functions are found under their logical id", () => {
  assert.equal(property("Bucket", "BucketName"), `"photos-files" at "\${self:service}-files"`);
  assert.equal(templateIn(service).resource("GetDashphotoLambdaFunction")?.name, "get-photo");
});

test("functions and resources may be lists, and role a logical id", () => {
  const listed = `service: s
provider: { name: aws, iam: { role: Worker } }
functions:
  - a: { handler: a.handler }
  - b: { handler: b.handler, role: "arn:aws:iam::1:role/other" }
  - \${file(more.yml)}
resources:
  - Resources: { First: { Type: AWS::SQS::Queue } }
  - Resources: { Worker: { Type: AWS::IAM::Role } }
  - \${file(rest.yml)}
`;
  assert.deepEqual(
    templateIn(listed).resources.flatMap((resource) => (isMade(resource) ? [] : resource.name)),
    ["a", "b", "First", "Worker"],
  );
  const role = resourceIn(listed, "a").property("Role")?.value;
  assert.deepEqual(role?.kind === "unknown" && role.refersTo, { resource: "Worker", attribute: "Arn" });
  assert.equal(said(resourceIn(listed, "b").property("Role")?.value), `"arn:aws:iam::1:role/other"`);
});

test("functions for another cloud are none of ours", () => {
  assert.deepEqual(
    templateIn("service: s\nprovider: { name: google }\nfunctions: { a: { handler: http } }\n").resources,
    [],
  );
});

const variables = (written: string, more = "") =>
  told(
    resourceIn(
      `service: s\nprovider: { name: aws }\n${more}functions:\n  fn:\n    handler: a.b\n    timeout: ${written}\n`,
      "fn",
    ).property("Timeout"),
  );

test("variables are followed, with defaults", () => {
  assert.equal(variables("${self:custom.wait}", "custom: { wait: 7 }\n"), "7 at ${self:custom.wait}");
  assert.equal(variables("${self:custom.none, 9}"), "9 at ${self:custom.none, 9}");
  assert.equal(
    variables("${opt:wait, self:custom.wait}", "custom: { wait: 7 }\n"),
    "7 at ${opt:wait, self:custom.wait}",
  );
  assert.equal(variables("${opt:stage, 'dev'}-x"), `"dev-x" at \${opt:stage, 'dev'}-x`);
  assert.equal(variables("${env:WAIT, '5'}"), `"5" at \${env:WAIT, '5'}`);
  assert.equal(variables("${sls:stage}"), `"dev" at \${sls:stage}`);
  assert.equal(
    variables("${self:custom.${sls:stage}.wait}", "custom: { dev: { wait: 3 } }\n"),
    "3 at ${self:custom.${sls:stage}.wait}",
  );
  assert.equal(variables("${param:wait}", "params: { default: { wait: 4 } }\n"), "4 at ${param:wait}");
  assert.equal(variables("${param:wait}", "stages: { dev: { params: { wait: 6 } } }\n"), "6 at ${param:wait}");
});

test("what a deployment gives is unknown", () => {
  for (const written of [
    "${env:WAIT}",
    "${opt:wait}",
    "${ssm:/wait}",
    "${cf:other.Wait}",
    "${file(./x.yml):wait}",
    "${aws:accountId}",
    "${new:kind, 1}",
  ]) {
    assert.match(variables(written), /^unknown/, written);
  }
});

test("circles are unknown", () => {
  assert.match(variables("${self:custom.a}", "custom: { a: '${self:custom.b}', b: '${self:custom.a}' }\n"), /^unknown/);
  assert.match(variables("${self:functions.fn.timeout}"), /^unknown/);
});

test("a whole variable keeps the structure, and the text to change is where it stands", () => {
  const text = `service: s
provider: { name: aws, environment: "\${self:custom.env}" }
custom: { env: { KEY: secret } }
functions: { fn: { handler: a.b } }
`;
  const value = resourceIn(text, "fn").property("Environment/Variables/KEY")?.value;
  assert.equal(said(value), `"secret"`);
  assert.equal(value && textAt(value.at), "secret");
});

test("CloudFormation's own ${} is left alone", () => {
  const text = `service: s
provider: { name: aws }
functions: { fn: { handler: a.b } }
resources:
  Resources:
    Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${self:service}-\${AWS::Region}-\${Other.Arn}" } }
`;
  assert.equal(said(resourceIn(text, "Q").property("QueueName")?.value), "unknown s-${AWS::Region}-${Other.Arn}");
});
