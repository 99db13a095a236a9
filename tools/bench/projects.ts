/** Applications such as people have them, by path: what 'handrail functions' and a keystroke in a shared module are measured on. */
export interface Project {
  readonly files: Readonly<Record<string, string>>;
  /** A module that many functions reach. */
  readonly helper: string;
  /** A template that deploys some of them. */
  readonly template: string;
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const repository = `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, DeleteCommand } = require("@aws-sdk/lib-dynamodb");

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

class Repository {
  constructor(table) {
    this.table = table;
  }
  load(id) {
    return client.send(new GetCommand({ TableName: this.table, Key: { id } }));
  }
  save(item) {
    return client.send(new PutCommand({ TableName: this.table, Item: item }));
  }
  list(owner) {
    return client.send(new QueryCommand({
      TableName: this.table,
      IndexName: "by-owner",
      KeyConditionExpression: "#owner = :owner",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":owner": owner },
    }));
  }
  remove(id) {
    return client.send(new DeleteCommand({ TableName: this.table, Key: { id } }));
  }
}

module.exports = { Repository };
`;

const messages = `const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
const { EventBridgeClient, PutEventsCommand } = require("@aws-sdk/client-eventbridge");

const queue = new SQSClient({});
const bus = new EventBridgeClient({});

exports.enqueue = (body) =>
  queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(body) }));
exports.publish = (type, detail) =>
  bus.send(new PutEventsCommand({
    Entries: [{ EventBusName: process.env.BUS_NAME, Source: "orders", DetailType: type, Detail: JSON.stringify(detail) }],
  }));
`;

const handlers: readonly string[] = [
  "  const found = await items.load(event.pathParameters.id);\n  return answer(200, found.Item);",
  "  const item = { ...JSON.parse(event.body), id: crypto.randomUUID() };\n  await items.save(item);\n  await enqueue({ id: item.id });\n  return answer(201, item);",
  '  await items.remove(event.pathParameters.id);\n  await publish("removed", event.pathParameters);\n  return answer(204, {});',
  "  const found = await items.list(event.requestContext.authorizer.claims.sub);\n  return answer(200, found.Items);",
];

const handlerAt = (index: number, lib: string): string => `const crypto = require("node:crypto");
const { Repository } = require("${lib}/repository");
const { enqueue, publish } = require("${lib}/messages");

const items = new Repository(process.env.TABLE_NAME);
const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });

exports.handler = async (event) => {
${handlers[index % handlers.length]}
};
`;

/** 30 functions in one serverless.yml, which share one role. */
export function serverlessService(): Project {
  const names = times(30, (index) => `function${index}`);
  const functions = names.map(
    (name, index) => `  ${name}:
    handler: src/${name}.handler
    events:
      - httpApi: { path: /items${index}/{id}, method: get }`,
  );
  const service = `service: items
frameworkVersion: "3"
provider:
  name: aws
  runtime: nodejs22.x
  environment:
    TABLE_NAME: !Ref Items
    QUEUE_URL: !Ref Jobs
    BUS_NAME: !Ref Bus
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:DeleteItem, dynamodb:Query, dynamodb:Scan]
          Resource: [!GetAtt Items.Arn, !Sub "\${Items.Arn}/index/*"]
        - Effect: Allow
          Action: sqs:SendMessage
          Resource: !GetAtt Jobs.Arn
        - Effect: Allow
          Action: events:PutEvents
          Resource: !GetAtt Bus.Arn
functions:
${functions.join("\n")}
resources:
  Resources:
    Items:
      Type: AWS::DynamoDB::Table
    Jobs:
      Type: AWS::SQS::Queue
    Bus:
      Type: AWS::Events::EventBus
      Properties: { Name: items }
`;
  return {
    files: {
      "serverless.yml": service,
      "src/lib/repository.js": repository,
      "src/lib/messages.js": messages,
      ...Object.fromEntries(names.map((name, index) => [`src/${name}.js`, handlerAt(index, "./lib")])),
    },
    helper: "src/lib/repository.js",
    template: "serverless.yml",
  };
}

const samFunction = (name: string, code: string): string => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ${code}
      Handler: ${name}.handler
      Runtime: nodejs22.x
      Environment:
        Variables: { TABLE_NAME: !Ref Items, QUEUE_URL: !Ref Jobs, BUS_NAME: items }
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Items }
        - SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName }
        - Statement:
            - Effect: Allow
              Action: events:PutEvents
              Resource: "*"
      Events:
        Call:
          Type: HttpApi
          Properties: { Path: /${name}, Method: post }
`;

/** A SAM application for each of six services, whose code shares a folder. */
export function samMonorepo(): Project {
  const services = times(6, (index) => `service${index}`);
  const files = services.flatMap((service): [string, string][] => {
    const names = times(5, (index) => `Handler${index}`);
    const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
${names.map((name) => samFunction(name, "src/")).join("")}  Items:
    Type: AWS::DynamoDB::Table
  Jobs:
    Type: AWS::SQS::Queue
`;
    const code = names.map((name, index): [string, string] => [
      `services/${service}/src/${name}.js`,
      handlerAt(index, "../../../shared"),
    ]);
    return [[`services/${service}/template.yaml`, template], ...code];
  });
  return {
    files: { "shared/repository.js": repository, "shared/messages.js": messages, ...Object.fromEntries(files) },
    helper: "shared/repository.js",
    template: "services/service0/template.yaml",
  };
}

/** What the CDK synthesises of twelve functions: a role and a policy each, the code in asset folders. */
export function cdkOutput(): Project {
  const resources: Record<string, unknown> = {
    ItemsTable5A2E1A7C: { Type: "AWS::DynamoDB::Table", Properties: {} },
    Jobs0FB2C1E3: { Type: "AWS::SQS::Queue", Properties: {} },
  };
  const files: Record<string, string> = {};
  for (const index of times(12, (at) => at)) {
    const asset = `asset.${String(index).padStart(2, "0").repeat(32)}`;
    const role = `Function${index}ServiceRole1C0FFEE${index}`;
    resources[role] = {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }],
        },
        ManagedPolicyArns: [
          {
            "Fn::Join": [
              "",
              ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
            ],
          },
        ],
      },
    };
    resources[`${role}DefaultPolicy`] = {
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: `${role}DefaultPolicy`,
        Roles: [{ Ref: role }],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Action: [
                "dynamodb:BatchGetItem",
                "dynamodb:GetItem",
                "dynamodb:Scan",
                "dynamodb:Query",
                "dynamodb:PutItem",
              ],
              Effect: "Allow",
              Resource: [{ "Fn::GetAtt": ["ItemsTable5A2E1A7C", "Arn"] }, { Ref: "AWS::NoValue" }],
            },
          ],
        },
      },
    };
    resources[`Function${index}0A1B2C3D`] = {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: {
          S3Bucket: { "Fn::Sub": "cdk-assets-${AWS::AccountId}-${AWS::Region}" },
          S3Key: `${asset.slice(6)}.zip`,
        },
        Handler: "index.handler",
        Runtime: "nodejs22.x",
        Role: { "Fn::GetAtt": [role, "Arn"] },
        Environment: { Variables: { TABLE_NAME: { Ref: "ItemsTable5A2E1A7C" }, QUEUE_URL: { Ref: "Jobs0FB2C1E3" } } },
      },
      Metadata: {
        "aws:asset:path": asset,
        "aws:asset:property": "Code",
        "aws:cdk:path": `App/Function${index}/Resource`,
      },
    };
    files[`cdk.out/${asset}/index.js`] = handlerAt(index, "./lib");
    files[`cdk.out/${asset}/lib/repository.js`] = repository;
    files[`cdk.out/${asset}/lib/messages.js`] = messages;
  }
  files["cdk.out/App.template.json"] = `${JSON.stringify({ Resources: resources }, undefined, 1)}\n`;
  return {
    files,
    helper: Object.keys(files).find((file) => file.endsWith("repository.js")) ?? "",
    template: "cdk.out/App.template.json",
  };
}

/** A root stack that keeps the data, and four nested ones that run the functions. */
export function nestedStacks(): Project {
  const files: Record<string, string> = { "shared/repository.js": repository, "shared/messages.js": messages };
  const stacks = times(4, (index) => `part${index}`);
  for (const stack of stacks) {
    const names = times(4, (index) => `Handler${index}`);
    files[`${stack}/template.yaml`] = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  TableName: { Type: String }
  TableArn: { Type: String }
  QueueUrl: { Type: String }
Resources:
${names
  .map(
    (name) => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: ${name}.handler
      Runtime: nodejs22.x
      Environment:
        Variables: { TABLE_NAME: !Ref TableName, QUEUE_URL: !Ref QueueUrl, BUS_NAME: items }
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query]
              Resource: !Ref TableArn
`,
  )
  .join("")}`;
    for (const [index, name] of names.entries()) files[`${stack}/${name}.js`] = handlerAt(index, "../shared");
  }
  files["template.yaml"] = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Items:
    Type: AWS::DynamoDB::Table
  Jobs:
    Type: AWS::SQS::Queue
${stacks
  .map(
    (stack) => `  ${stack.replace("part", "Part")}:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${stack}/template.yaml
      Parameters:
        TableName: !Ref Items
        TableArn: !GetAtt Items.Arn
        QueueUrl: !Ref Jobs
`,
  )
  .join("")}`;
  return { files, helper: "shared/repository.js", template: "part0/template.yaml" };
}
