import { templateRule } from "../../engine/authoring.ts";
import { administrators } from "../facts/managed-admins.ts";
import { shown } from "../shared/shown.ts";
import { type Attached, attachedAt, attachedIn, exactCures, holderOf } from "./_managed.ts";

export default templateRule<Attached>({
  meta: {
    id: "iam/managed-full-access",
    severity: "warning",
    confidence: "high",
    summary: "A role or function has one of AWS's policies for a whole service",
    why: "A managed policy such as `AmazonS3FullAccess` or `AmazonDynamoDBReadOnlyAccess` is made for people who administer a service: it covers every bucket and every table of the account, and grows when AWS adds to it. A function works on a few resources that are known. A policy template of SAM, or a statement with the actions that the code calls and the resources that it calls them on, says so.",
    duty: "iam",
    cwe: [732],
    controls: ["IAM.21", "SAS-4"],
    references: [
      {
        title: "IAM: move from managed policies to least privilege",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      },
      {
        title: "SAM policy templates",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html",
      },
    ],
    examples: [
      {
        title: "A function that reads one bucket",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: resize.handler
      Environment:
        Variables:
          BUCKET: !Ref Photos
      Policies:
        - AmazonS3FullAccess
          ^^^^^^^^^^^^^^^^^^ 'AmazonS3FullAccess' allows 'Resize' its service's actions on every resource of the account
  Photos:
    Type: AWS::S3::Bucket
//- src/resize.js
const { S3Client, GetObjectCommand } = require("@aws-sdk/client-s3");
const s3 = new S3Client({});

exports.handler = (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: resize.handler
      Environment:
        Variables:
          BUCKET: !Ref Photos
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !Sub \${Photos.Arn}/*
  Photos:
    Type: AWS::S3::Bucket
//- src/resize.js
const { S3Client, GetObjectCommand } = require("@aws-sdk/client-s3");
const s3 = new S3Client({});

exports.handler = (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));`,
      },
      {
        title: "A role in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Worker": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": {},
        "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AWSLambda_FullAccess"]
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'AWSLambda_FullAccess' allows 'Worker' its service's actions on every resource of the account
      }
    }
  }
}`,
      },
      {
        title: "All functions of a service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      managedPolicies:
        - arn:aws:iam::aws:policy/AmazonSQSFullAccess
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'AmazonSQSFullAccess' allows every function of the service
functions:
  send:
    handler: src/send.handler
    environment:
      QUEUE: !Ref Later
resources:
  Resources:
    Later:
      Type: AWS::SQS::Queue
//- src/send.js
const { SQS } = require("@aws-sdk/client-sqs");
const sqs = new SQS({});

exports.handler = async () => sqs.sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: "hello" });`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:SendMessage
          Resource: !GetAtt Later.Arn
functions:
  send:
    handler: src/send.handler
    environment:
      QUEUE: !Ref Later
resources:
  Resources:
    Later:
      Type: AWS::SQS::Queue
//- src/send.js
const { SQS } = require("@aws-sdk/client-sqs");
const sqs = new SQS({});

exports.handler = async () => sqs.sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: "hello" });`,
      },
      {
        title: "What Lambda itself needs; policies with a narrow purpose",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: resize.handler
      Policies:
        - AWSLambdaBasicExecutionRole
        - AWSXRayDaemonWriteAccess
        - AWSLambdaVPCAccessExecutionRole
        - CloudWatchLambdaInsightsExecutionRolePolicy`,
      },
    ],
  },
  at: attachedAt,
  *check(property, owner) {
    if (owner.type === "AWS::IAM::User" || owner.type === "AWS::IAM::Group") return;
    for (const attached of attachedIn(property, owner))
      if (isForService(attached.name)) yield { at: attached.at, data: attached };
  },
  message(attached) {
    const name = `'${shown(attached.name, 45)}' allows ${holderOf(attached)}`;
    if (/^(?:ReadOnly|ViewOnly)Access$/.test(attached.name)) return `${name} to read everything in the account`;
    if (/read.?only/i.test(attached.name)) return `${name} to read everything of its service in the account`;
    return `${name} its service's actions on every resource of the account`;
  },
  fix: (attached, edit, grounds) => exactCures(attached, edit, grounds),
});

/** Policies for the administrators, users and readers of a service, by how AWS names them. */
const isForService = (name: string): boolean =>
  /(?:FullAccess|ReadOnlyAccess|ReadOnly|ReadWrite|PowerUser|ConsoleFullAccess|DataFullAccess)$/i.test(name) &&
  !administrators.has(name);
