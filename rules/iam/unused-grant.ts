import {
  type Element,
  hasWildcard,
  type Narrowed,
  narrowedOf,
  type Privileges,
  privilegesOf,
  projectRule,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { exactTitle, withoutExcess } from "./_excess.ts";

/** What one statement, or one use of a policy template, grants that nothing needs. */
interface Unused {
  readonly narrowed: Narrowed;
  readonly unused: readonly Element[];
  readonly privileges: Privileges;
}

export default projectRule<Unused>({
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
        title: "A table that no call is about",
        file: "template.json",
        bad: `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "SaveAlbum": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "CodeUri": "src/",
        "Handler": "save.handler",
        "Environment": { "Variables": { "TABLE": { "Ref": "Albums" } } },
        "Policies": [
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Action": "dynamodb:PutItem",
                "Resource": [{ "Fn::GetAtt": ["Albums", "Arn"] }, { "Fn::GetAtt": ["Owners", "Arn"] }]
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing in the code of 'SaveAlbum' needs 'Owners'
              }
            ]
          }
        ]
      }
    },
    "Albums": { "Type": "AWS::Serverless::SimpleTable" },
    "Owners": { "Type": "AWS::Serverless::SimpleTable" }
  }
}
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
        fixed: `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "SaveAlbum": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "CodeUri": "src/",
        "Handler": "save.handler",
        "Environment": { "Variables": { "TABLE": { "Ref": "Albums" } } },
        "Policies": [
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Action": "dynamodb:PutItem",
                "Resource": [{ "Fn::GetAtt": ["Albums", "Arn"] }]
              }
            ]
          }
        ]
      }
    },
    "Albums": { "Type": "AWS::Serverless::SimpleTable" },
    "Owners": { "Type": "AWS::Serverless::SimpleTable" }
  }
}
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
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
    if (usage.sharing && usage.sharing[0]?.deployed !== deployed) return;
    const privileges = privilegesOf(deployed, usage);
    for (const narrowed of narrowedOf(privileges)) {
      const unused = unusedIn(narrowed);
      const [first] = unused;
      if (first) yield { at: first.at, data: { narrowed, unused, privileges }, trace: callsOf(privileges) };
    }
  },
  message({ narrowed, unused, privileges: { deployed, usage } }) {
    const [statement] = narrowed.statements;
    const code = usage.sharing
      ? `no function that runs with the role`
      : `nothing in the code of '${shown(deployed.resource.name, 30)}'`;
    if (statement?.policyTemplate) return `${code} needs '${statement.policyTemplate}'`;
    if (statement?.connector) return `${code} needs the connector '${shown(statement.connector, 30)}'`;
    return `${code} needs ${listed(unused.map(nameOf))}`;
  },
  fix({ narrowed, privileges }, edit) {
    const edits = withoutExcess(narrowed, privileges, edit);
    return edits && { title: exactTitle(narrowed, privileges), safety: "unsafe", edits };
  },
});

/** What is said of one statement: of wildcards others speak, and of AWS's managed policies. */
function unusedIn({ statements, left, unusedActions, unusedResources }: Narrowed): readonly Element[] {
  const [statement] = statements;
  if (!statement || statement.managedPolicy) return [];
  if (statement.policyTemplate ?? statement.connector) return left.length === 0 ? unusedActions.slice(0, 1) : [];
  const actions = unusedActions.filter(({ text }) => text !== undefined && !hasWildcard(text));
  return actions.length > 0 ? actions : unusedResources.filter(({ text }) => text !== "*");
}

/** An action, or a resource by its name in the template. */
function nameOf({ text, value: written }: Element): string {
  if (written.kind !== "unknown") return shown(text ?? "", 35);
  return shown(text ?? (written.refersTo?.resource || written.pattern) ?? "", 35);
}

/** The calls that are there, at most five of them. */
const callsOf = ({ needed }: Privileges) => {
  const calls = needed.flatMap(({ call }) => (call && !call.by ? [call] : []));
  return [...new Map(calls.map((call) => [call.at, call])).values()]
    .slice(0, 5)
    .map(({ operation, at }) => ({ at, message: `'${operation}' is called here` }));
};
