import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Need } from "../../engine/privileges/need.ts";
import type { Privileges } from "../../engine/privileges/privileges.ts";
import { finish } from "../../engine/task.ts";
import { readMarked } from "../markers.ts";
import { findingsOf, hostOf } from "../workspace-of.ts";

const put = `
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();
exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();
`;

/** The function `Fn` of a SAM template that puts items into `Albums`, with these properties and resources. */
const sam = (properties: string, resources = "", code = put): string => `//- template.yaml
Transform: AWS::Serverless-2016-10-31
Parameters:
  Given:
    Type: String
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
${properties
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
  Albums:
    Type: AWS::DynamoDB::Table
  Owners:
    Type: AWS::DynamoDB::Table
${resources}
${code}`;

function privilegesIn(text: string): readonly Privileges[] {
  const { files } = readMarked(text, "template.yaml");
  return finish(hostOf(files).snapshot().functions());
}

function fn(text: string): Privileges {
  const found = privilegesIn(text).find(({ deployed }) => deployed.resource.name === "Fn");
  assert.ok(found);
  return found;
}

const shown = ({ action, targets }: Need): string =>
  `${action} ${targets?.map(({ resource, suffix = "", arn }) => (resource ? resource.name + suffix : arn)).join() ?? "…"}`;

const missing = (text: string): readonly string[] => fn(text).missing.map(shown);
const unused = (text: string): readonly string[] => fn(text).unused.map(({ action }) => action);

const policies = (statement: string): string => `Policies:
  - Statement:
      - ${statement}`;

const allow = (action: string, resource: string, more = ""): string =>
  `{ Effect: Allow, Action: ${action}, Resource: ${resource}${more} }`;

describe("what is missing", () => {
  const cases: readonly (readonly [
    name: string,
    properties: string,
    missing: readonly string[],
    resources?: string,
  ])[] = [
    ["nothing is granted", "", ["dynamodb:PutItem Albums"]],
    ["another action", policies(allow("dynamodb:GetItem", "!GetAtt Albums.Arn")), ["dynamodb:PutItem Albums"]],
    ["another table", policies(allow("dynamodb:PutItem", "!GetAtt Owners.Arn")), ["dynamodb:PutItem Albums"]],
    ["the table", policies(allow("dynamodb:PutItem", "!GetAtt Albums.Arn")), []],
    ["a pattern of actions", policies(allow("dynamodb:Put*", '"*"')), []],
    ["a table by a name that is known at deployment", policies(allow("dynamodb:PutItem", "!Ref Given")), []],
    [
      "a condition",
      policies(allow("dynamodb:PutItem", "!GetAtt Albums.Arn", ", Condition: { Bool: { a:b: true } }")),
      [],
    ],
    ["all actions but some", policies('{ Effect: Allow, NotAction: "iam:*", Resource: "*" }'), []],
    [
      "all but this action",
      policies('{ Effect: Allow, NotAction: "dynamodb:*", Resource: "*" }'),
      ["dynamodb:PutItem Albums"],
    ],
    ["a policy of the account's own", "Policies: [!Ref Given]", []],
    ["a managed policy of AWS", "Policies: [AmazonDynamoDBFullAccess]", []],
    ["one that does not write", "Policies: [AmazonDynamoDBReadOnlyAccess]", ["dynamodb:PutItem Albums"]],
    ["a policy template", "Policies:\n  - DynamoDBWritePolicy:\n      TableName: !Ref Albums", []],
    [
      "one for another table",
      "Policies:\n  - DynamoDBWritePolicy:\n      TableName: !Ref Owners",
      ["dynamodb:PutItem Albums"],
    ],
    ["a role that is not known", "Role: !Ref Given", []],
    [
      "a boundary that allows it",
      `PermissionsBoundary: !Ref Boundary\n${policies(allow("dynamodb:*", '"*"'))}`,
      [],
      boundary("dynamodb:*"),
    ],
    [
      "a boundary that does not",
      `PermissionsBoundary: !Ref Boundary\n${policies(allow("dynamodb:*", '"*"'))}`,
      ["dynamodb:PutItem Albums"],
      boundary("s3:*"),
    ],
    ["a boundary that is not known", `PermissionsBoundary: !Ref Given\n${policies(allow("dynamodb:*", '"*"'))}`, []],
    ["a policy as a text", "Policies: 7", []],
  ];
  for (const [name, properties, expected, resources] of cases)
    test(name, () => assert.deepEqual(missing(sam(properties, resources)), expected));

  test("the resource's own policy may allow it", () => {
    const policy = `  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { AWS: !GetAtt FnRole.Arn }, Action: "sqs:SendMessage", Resource: !GetAtt Jobs.Arn }
  Jobs:
    Type: AWS::SQS::Queue`;
    const code = `
//- src/save.js
const AWS = require("aws-sdk");
const sqs = new AWS.SQS();
exports.handler = () => sqs.sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: "x" }).promise();
`;
    assert.deepEqual(missing(sam("", policy, code)), []);
  });

  test("SAM's role has what its event source and its logs need", () => {
    const events = "Events:\n  Jobs: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }\nTracing: Active";
    assert.deepEqual(
      missing(sam(`${events}\n${policies(allow("dynamodb:PutItem", '"*"'))}`, "  Jobs:\n    Type: AWS::SQS::Queue")),
      [],
    );
  });
});

function boundary(action: string): string {
  return `  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - ${allow(`"${action}"`, '"*"')}`;
}

describe("what is unused", () => {
  const cases: readonly (readonly [name: string, statement: string, unused: readonly string[]])[] = [
    ["another action", allow("[dynamodb:PutItem, dynamodb:Scan]", "!GetAtt Albums.Arn"), ["dynamodb:Scan"]],
    [
      "the action on another table, while the call's own is missing",
      allow("dynamodb:PutItem", "!GetAtt Owners.Arn"),
      [],
    ],
    ["a pattern", allow("[dynamodb:PutItem, 's3:Get*']", '"*"'), ["s3:Get*"]],
    [
      "what Lambda or signed requests use",
      allow("[dynamodb:PutItem, kms:Decrypt, logs:PutLogEvents, rds-db:connect]", '"*"'),
      [],
    ],
    ["what is denied", '{ Effect: Deny, Action: "s3:*", Resource: "*" }', []],
  ];
  for (const [name, statement, expected] of cases)
    test(name, () => assert.deepEqual(unused(sam(policies(statement))), expected));

  test("a policy template of which something is needed is needed", () =>
    assert.deepEqual(unused(sam("Policies:\n  - DynamoDBCrudPolicy:\n      TableName: !Ref Albums")), []));

  test("one for another table is not, beside what is needed", () => {
    const both =
      "Policies:\n  - DynamoDBWritePolicy:\n      TableName: !Ref Albums\n  - DynamoDBWritePolicy:\n      TableName: !Ref Owners";
    assert.equal(unused(sam(both)).length, 3);
  });

  test("a command that is not known makes every grant one that may be needed", () => {
    const code = `
//- src/save.js
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const client = new DynamoDBClient({});
exports.handler = (event) => client.send(commands[event.kind](event));
`;
    const found = fn(sam(policies(allow("s3:GetObject", '"*"')), "", code));
    assert.deepEqual([found.unused, found.isUseKnown], [[], false]);
  });

  test("a layer may call what its function's code does not", () =>
    assert.deepEqual(unused(sam(`Layers: [!Ref Given]\n${policies(allow("s3:GetObject", '"*"'))}`)), []));
});

describe("a role that several functions share", () => {
  const role = (principal: string): string => `  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${principal} }, Action: "sts:AssumeRole" }]
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              - ${allow("[dynamodb:PutItem, dynamodb:GetItem, dynamodb:Scan]", "!GetAtt Albums.Arn")}
  Other:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: load.handler
      Role: !GetAtt Role.Arn
      Environment: { Variables: { TABLE: !Ref Albums } }`;
  const load = (call: string): string => `${put}
//- src/load.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();
exports.handler = (event) => ${call};
`;
  const get = "tables.get({ TableName: process.env.TABLE, Key: event }).promise()";
  const text = (principal: string, call: string) => sam("Role: !GetAtt Role.Arn", role(principal), load(call));

  test("what none of them needs is unused", () =>
    assert.deepEqual(unused(text("lambda.amazonaws.com", get)), ["dynamodb:Scan"]));
  test("nothing is, while one of them cannot be followed", () =>
    assert.deepEqual(unused(text("lambda.amazonaws.com", "tables[event.kind](event).promise()")), []));
  test("nothing is, if others may take the role", () =>
    assert.deepEqual(unused(text("[lambda.amazonaws.com, states.amazonaws.com]", get)), []));
});

describe("what is exact", () => {
  test("a statement for each set of resources, without what SAM puts into the role", () => {
    const { exact } = fn(sam("Tracing: Active"));
    assert.deepEqual(
      exact.map(({ actions, targets }) => [actions, targets?.map(({ resource }) => resource?.name)]),
      [[["dynamodb:PutItem"], ["Albums"]]],
    );
  });

  test("a role that is written has to have all of it", () => {
    const role = `  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}`;
    const { exact } = fn(sam("Role: !GetAtt Role.Arn", role));
    assert.ok(exact.some(({ actions }) => actions.includes("logs:PutLogEvents")));
  });
});

test("6,000 statements are compared in a moment", () => {
  const statements = Array.from(
    { length: 6000 },
    (_, index) => `{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::b${index}/*" }`,
  );
  const text = sam(`Policies:\n  - Statement: [${statements.join(", ")}]`);
  const start = performance.now();
  assert.equal(fn(text).unused.length, 6000);
  const { files } = readMarked(text, "template.yaml");
  assert.ok(findingsOf(hostOf(files)).length > 0);
  assert.ok(performance.now() - start < 15_000);
});
