import {
  actionsMatching,
  type Cure,
  type Edit,
  type Element,
  isCatalogued,
  policyRule,
  type Statement,
} from "../../engine/authoring.ts";
import { everydayActions } from "../facts/everyday-actions.ts";
import { exactCures, namesActions } from "./_exact.ts";
import { namedActions } from "./_named.ts";
import { adminAction, everyResource, grants, isEveryAction, isLimited, powerful, serviceIn } from "./_wildcard.ts";

interface Wildcard {
  /** The patterns for all actions of a service, or of all services. */
  readonly patterns: readonly Element[];
  readonly statement: Statement;
}

export default policyRule<Wildcard>({
  meta: {
    id: "iam/no-wildcard-action",
    severity: "warning",
    confidence: "high",
    summary: "A policy allows every action of a service",
    why: "`dynamodb:*` is not only reading and writing items: it is deleting tables, restoring old backups and giving others access, and it grows with each release of AWS. Code that is made to do something else can do all of it. Name the actions that the code calls.",
    duty: "iam",
    cwe: [732],
    controls: ["IAM.21", "SAS-4"],
    references: [
      {
        title: "AWS Config: no statements with full access",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html",
      },
    ],
    examples: [
      {
        title: "Every action of a queue's service",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["sns:Publish", "sqs:*"],
                                ^^^^^^^ 'sqs:*' grants all
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage"
      ],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}`,
      },
      {
        title: "Every action on secrets",
        file: "template.yaml",
        bad: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: secretsmanager:*
                        ^^^^^^^^^^^^^^^^ 'secretsmanager:*' grants all
                Resource: !Ref Secret
  Secret:
    Type: AWS::SecretsManager::Secret`,
        fixed: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: secretsmanager:GetSecretValue
                Resource: !Ref Secret
  Secret:
    Type: AWS::SecretsManager::Secret`,
      },
      {
        title: "Every action on a table, where the code makes two calls",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::DynamoDB::Table
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
              Action: dynamodb:*
                      ^^^^^^^^^^ 'dynamodb:*' grants all
              Resource: "*"
//- src/save.js
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const client = new DynamoDBClient({});

exports.handler = async (event) => {
  await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: event.id } } }));
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::DynamoDB::Table
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
//- src/save.js
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const client = new DynamoDBClient({});

exports.handler = async (event) => {
  await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: event.id } } }));
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));
};`,
      },
      {
        title: "Every action of every service on one bucket",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iamRoleStatements:
    - Effect: Allow
      Action: "*"
              ^^^ '*' grants every action of every service
      Resource: arn:aws:s3:::photos/*`,
      },
      {
        title: "Every action of two services, on everything",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - sns:*
              ^^^^^ 'sns:*' and 'states:*' grant every action of their services, on every resource
            - states:*
          Resource: "*"`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - sns:Publish
            - states:StartExecution
          Resource: "*"`,
      },
      {
        title: "Named actions; a bucket's own policy",
        file: "template.yaml",
        good: `Resources:
  TlsOnly:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: photos
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: arn:aws:s3:::photos/*
            Condition:
              Bool:
                aws:SecureTransport: "false"
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: [ec2:Describe*, s3:GetObject]
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    if (!grants(statement) || adminAction(statement)) return;
    const patterns = statement.actions.filter(({ text }) => text !== undefined && isWhole(text));
    const [first] = patterns;
    if (!first) return;
    const severity = patterns.some(({ text = "" }) => powerful.has(serviceIn(text) ?? "")) ? "error" : undefined;
    const confidence = isLimited(statement) ? "medium" : undefined;
    yield { at: first.at, data: { patterns, statement }, severity, confidence };
  },
  message({ patterns: [first, ...others], statement }) {
    const text = first?.text ?? "";
    const where = everyResource(statement) ? ", on every resource" : "";
    if (isEveryAction(text)) return `'${text}' grants every action of every service${where}`;
    if (others.length > 0) {
      const named = namedActions([text, ...others.map((one) => one.text ?? "")]);
      return `${named} grant every action of their services${where || ", also those yet to come"}`;
    }
    const all = actionsMatching(text);
    const worst = worstOf(all.map(({ name }) => name));
    if (!worst) return `'${text}' grants every action of the service${where}, also those that are yet to come`;
    const told = `'${text}' grants all ${all.length} actions of the service${where}`;
    return told.length + worst.length > 120 ? told : `${told}, '${worst}' among them`;
  },
  fix: ({ patterns, statement }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesActions),
    ...everydayCures({ patterns, statement }, edit),
  ],
});

/** A service that does not exist grants nothing: iam/unknown-action speaks of it. */
const isWhole = (pattern: string): boolean =>
  serviceIn(pattern) !== undefined && (isEveryAction(pattern) || isCatalogued(pattern));

function everydayCures({ patterns, statement }: Wildcard, edit: Edit): readonly Cure[] {
  const { actionNode, actions } = statement;
  const everyday = patterns.map(({ text = "" }) => everydayActions(serviceIn(text) ?? ""));
  if (!actionNode || everyday.some((one) => !one) || actions.some(({ text }) => text === undefined)) return [];
  const others = actions.filter((one) => !patterns.includes(one)).map(({ text }) => String(text));
  const named = [...new Set([...others, ...everyday.flatMap((one) => one?.actions ?? [])])];
  const edits =
    isListOfTexts(actionNode, statement) && edit.replace(actionNode, named.length === 1 ? (named[0] ?? "") : named);
  return edits ? [{ title: titleOf(everyday.flatMap((one) => one?.source ?? [])), safety: "unsafe", edits }] : [];
}

function titleOf([source, ...others]: readonly string[]): string {
  if (others.length > 0) return "Grant only what SAM's policy templates for these services grant";
  return `Grant only what SAM's ${source} ${source?.includes(" and ") ? "grant" : "grants"}`;
}

/** The action that says best what is given away: opening a resource to others, else deleting one. */
function worstOf(actions: readonly string[]): string | undefined {
  const shortest = (pattern: RegExp) =>
    actions.filter((name) => pattern.test(name)).sort((a, b) => a.length - b.length)[0];
  return (
    shortest(/:(AddPermission|CreateAccessKey|Put(?:Resource|Bucket|Key|Role|Project)?Policy)$/) ?? shortest(/:Delete/)
  );
}

/** Whether all actions are written where the statement stands, so that writing them anew loses nothing. */
const isListOfTexts = (node: { readonly start: number; readonly end: number }, statement: Statement): boolean =>
  statement.actions.every(({ at }) => at.start >= node.start && at.end <= node.end);
