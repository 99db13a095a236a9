import {
  type Cure,
  covers,
  type Edit,
  exactOf,
  matchesAction,
  type Need,
  type Privileges,
  privilegesOf,
  projectRule,
  type Site,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { granted } from "./_added.ts";
import { aboutWhat, isOfPartsOnly, type Missing, missingOf } from "./_missing.ts";

export default projectRule<Missing>({
  meta: {
    id: "iam/missing-grant",
    severity: "error",
    confidence: "medium",
    summary: "A function calls AWS in a way that its role does not allow",
    why: "The call is answered with AccessDenied, in production, whenever the code comes to it; a test with the developer's own rights does not notice. What the handler can reach is compared with what its role allows, action by action and, where the code says on what it acts, resource by resource. Nothing is said where part of the role cannot be read, where a condition or the policy of the resource itself may allow the call, and of what SAM and the Serverless Framework put into a role by themselves.",
    duty: "iam",
    cwe: [],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: how a request is allowed or denied",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      },
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
    ],
    examples: [
      {
        title: "A table that is written to, and a role that may only read it",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/save.mjs
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

export const handler = async (event) => {
  const Key = { id: { S: event.id } };
  const known = await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key }));
  if (!known.Item) await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: Key }));
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'PutItem' fails in 'SaveAlbum': its role does not allow 'dynamodb:PutItem' on 'Albums'
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  SaveAlbum:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
                - dynamodb:PutItem
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/save.mjs
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

export const handler = async (event) => {
  const Key = { id: { S: event.id } };
  const known = await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key }));
  if (!known.Item) await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: Key }));
};`,
      },
      {
        title: "A topic that nothing lets the function publish to",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: greet.handler
      Environment:
        Variables:
          TOPIC: !Ref Greetings
  Greetings:
    Type: AWS::SNS::Topic
//- src/greet.js
const { SNS } = require("@aws-sdk/client-sns");
const sns = new SNS({});

exports.handler = async () => sns.publish({ TopicArn: process.env.TOPIC, Message: "hello" });
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Publish' fails in 'Greet': its role does not allow 'sns:Publish' on 'Greetings'`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: greet.handler
      Environment:
        Variables:
          TOPIC: !Ref Greetings
      Policies:
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Greetings.TopicName
  Greetings:
    Type: AWS::SNS::Topic
//- src/greet.js
const { SNS } = require("@aws-sdk/client-sns");
const sns = new SNS({});

exports.handler = async () => sns.publish({ TopicArn: process.env.TOPIC, Message: "hello" });`,
      },
      {
        title: "A service whose functions share a role",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  resize:
    handler: src/resize.handler
    environment:
      BUCKET: !Ref Photos
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
//- src/resize.js
const AWS = require("aws-sdk");
const s3 = new AWS.S3();

exports.handler = async (event) => s3.getObject({ Bucket: process.env.BUCKET, Key: event.key }).promise();
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'GetObject' fails in 'resize': its role does not allow 's3:GetObject' on 'Photos'`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:GetObject
          Resource: !Sub \${Photos.Arn}/*
functions:
  resize:
    handler: src/resize.handler
    environment:
      BUCKET: !Ref Photos
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
//- src/resize.js
const AWS = require("aws-sdk");
const s3 = new AWS.S3();

exports.handler = async (event) => s3.getObject({ Bucket: process.env.BUCKET, Key: event.key }).promise();`,
      },
      {
        title: "Calls that are allowed, or of which nothing is known",
        file: "template.yaml",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  RoleArn:
    Type: String
Resources:
  Crud:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Albums
  Wide:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Statement:
            Effect: Allow
            Action: dynamodb:Put*
            Resource: "*"
  Elsewhere:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Role: !Ref RoleArn
  Named:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies: !Ref PolicyOfOthers
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/save.mjs
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

export const handler = (event) =>
  client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));`,
      },
    ],
  },
  *check(deployed, usage) {
    const privileges = privilegesOf(deployed, usage);
    for (const missing of missingOf(privileges)) {
      if (isOfPartsOnly(missing)) continue;
      const [{ call, at }] = missing.needs;
      const trace = grantsNear(missing);
      yield { at: call?.at ?? at, data: missing, trace, confidence: isNamedNowhere(missing) ? "high" : "medium" };
    }
  },
  message({ privileges: { deployed }, needs }) {
    const [first] = needs;
    const name = shown(deployed.resource.name, 25);
    const actions = listed([...new Set(needs.map(({ action }) => action))]);
    const fault = `its role does not allow ${actions}${shown(aboutWhat(first), 30)}`;
    return first.call ? `'${first.call.operation}' fails in '${name}': ${fault}` : `'${name}' fails at work: ${fault}`;
  },
  fix: (missing, edit) => curesOf(missing, edit),
});

function curesOf({ privileges, needs }: Missing, edit: Edit): readonly Cure[] {
  // what a boundary keeps from the role, no statement of the role gives
  const exact = exactOf(
    needs.filter((need) => !isWritten(need, privileges)),
    false,
  );
  if (exact.length === 0) return [];
  const edits = granted(exact, privileges, edit);
  const title = `Allow ${listed(exact.flatMap(({ actions }) => actions))} to '${privileges.deployed.resource.name}'`;
  return edits ? [{ title, safety: "unsafe", edits }] : [];
}

/** Whether the role's own policies allow it. */
const isWritten = ({ action, targets }: Need, { granted: all }: Privileges): boolean =>
  targets?.every(({ arn }) =>
    all.some((one) => matchesAction(one.action, action) && one.resources?.some((given) => covers(given, arn) === true)),
  ) ?? all.some((one) => matchesAction(one.action, action));

/** Whether no statement grants the actions on anything. */
const isNamedNowhere = ({ needs, privileges: { granted: all } }: Missing): boolean =>
  needs.every(({ action }) => !all.some((grant) => matchesAction(grant.action, action)));

/** Where the actions are granted on something else; else where the role's policies, or the function, stand. */
function grantsNear({ needs, privileges: { deployed, granted: all } }: Missing): { at: Site; message: string }[] {
  const near = all.filter((grant) => needs.some(({ action }) => matchesAction(grant.action, action)));
  if (near.length > 0)
    return near
      .slice(0, 5)
      .map(({ action, at }) => ({ at, message: `'${action}' is granted here, on other resources` }));
  const { resource, grants } = deployed;
  const policies = grants.role?.property("Policies") ?? resource.property("Policies");
  const at = policies?.key ?? grants.role?.key ?? resource.key;
  return [{ at, message: `what '${resource.name}' may do is said here` }];
}
