import { projectRule } from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { type Excess, excessesOf, withoutExcess } from "./_excess.ts";

export default projectRule<Excess>({
  meta: {
    id: "iam/unused-grant",
    severity: "hint",
    confidence: "medium",
    summary: "A function's role grants what its code never calls",
    why: "A right that nothing uses does no work; it only waits for the day when someone else runs code in this function. The code's calls of the AWS SDK, through all modules that the handler imports, say which actions it needs. Nothing is said where a client, a command or a role could not be followed, where functions share a role, and about what Lambda itself needs: logs, traces, network interfaces, event sources, keys.",
    duty: "iam",
    cwe: [250],
    controls: ["SAS-4"],
    references: [
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
      {
        title: "SAM policy templates",
        url: "https://github.com/awslabs/serverless-application-model/blob/master/docs/policy_templates.rst",
      },
    ],
    examples: [
      {
        title: "Two rights, one call",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:PutItem
                - dynamodb:Scan
                  ^^^^^^^^^^^^^ nothing in the code of 'SaveAlbum' needs 'dynamodb:Scan'
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/save.mjs
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

export const handler = async (event) => {
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:PutItem
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable`,
      },
      {
        title: "A pattern, and what the code needs of it",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: s3:*
                      ^^^^ the code of 'SaveAlbum' needs only 's3:GetObject' and 's3:PutObject' of 's3:*'
              Resource: arn:aws:s3:::albums/*
//- src/save.js
const AWS = require("aws-sdk");
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const album = await s3.getObject({ Bucket: "albums", Key: event.id }).promise();
  await s3.putObject({ Bucket: "albums", Key: event.copy, Body: album.Body }).promise();
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - s3:GetObject
                - s3:PutObject
              Resource: arn:aws:s3:::albums/*`,
      },
      {
        title: "A policy template of which nothing is used",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: greet.handler
      Policies:
        - S3ReadPolicy:
          ^^^^^^^^^^^^ nothing in the code of 'Greet' needs 'S3ReadPolicy'
            BucketName: albums
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Greetings.TopicName
  Greetings:
    Type: AWS::SNS::Topic
//- src/greet.js
const { SNS } = require("@aws-sdk/client-sns");
const sns = new SNS({});

exports.handler = async () => sns.publish({ TopicArn: process.env.TOPIC, Message: "hello" });`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: greet.handler
      Policies:
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Greetings.TopicName
  Greetings:
    Type: AWS::SNS::Topic`,
      },
      {
        title: "A Serverless function with a role of its own",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
plugins:
  - serverless-iam-roles-per-function
functions:
  greet:
    handler: src/greet.handler
    iamRoleStatements:
      - Effect: Allow
        Action: sqs:SendMessage
                ^^^^^^^^^^^^^^^ nothing in the code of 'greet' needs 'sqs:SendMessage'
        Resource: "*"
//- src/greet.js
exports.handler = async () => ({ statusCode: 200, body: "hello" });`,
        fixed: `service: albums
provider:
  name: aws
plugins:
  - serverless-iam-roles-per-function
functions:
  greet:
    handler: src/greet.handler
    iamRoleStatements: []
//- src/greet.js
exports.handler = async () => ({ statusCode: 200, body: "hello" });`,
      },
      {
        title: "Rights that Lambda needs, that are needed together, or of code that cannot be followed",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
plugins:
  - serverless-iam-roles-per-function
functions:
  store:
    handler: src/store.handler
    iamRoleStatements:
      - Effect: Allow
        Action: [s3:GetObject, s3:ListBucket, logs:PutLogEvents, xray:PutTraceSegments, kms:Decrypt]
        Resource: "*"
      - Effect: Allow
        Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
        Resource: "*"
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:albums
  orm:
    handler: src/orm.handler
    iamRoleStatements:
      - Effect: Allow
        Action: [dynamodb:GetItem, dynamodb:Scan]
        Resource: "*"
//- src/store.js
const { S3Client, GetObjectCommand } = require("@aws-sdk/client-s3");
const s3 = new S3Client({});

exports.handler = async (event) => s3.send(new GetObjectCommand({ Bucket: "albums", Key: event.id }));
//- src/orm.js
const dynamoose = require("dynamoose");

exports.handler = async (event) => dynamoose.model("Album").get(event.id);`,
      },
    ],
  },
  *check(deployed, usage) {
    for (const excess of excessesOf(deployed, usage)) {
      const first = excess.unused[0] ?? excess.wide[0]?.element;
      if (first) yield { at: first.at, data: excess };
    }
  },
  message({ deployed, statement, unused, wide: [wide] }) {
    const code = `the code of '${deployed.resource.name}'`;
    if (statement.policyTemplate) return `nothing in ${code} needs '${statement.policyTemplate}'`;
    if (unused.length > 0) return `nothing in ${code} needs ${listed(unused.map((one) => String(one.text)))}`;
    return `${code} needs only ${listed(wide?.needed ?? [])} of '${wide?.element.text}'`;
  },
  fix(excess, edit) {
    const edits = withoutExcess(excess, edit);
    return edits && { title: titleOf(excess), safety: "unsafe", edits };
  },
});

function titleOf({ deployed, wide }: Excess): string {
  const count = wide.flatMap((one) => one.needed).length;
  if (count === 0) return "Remove what is not needed";
  return `Grant exactly the ${count === 1 ? "action" : `${count} actions`} that '${deployed.resource.name}' needs`;
}
