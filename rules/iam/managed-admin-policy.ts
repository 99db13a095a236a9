import { templateRule } from "../../engine/authoring.ts";
import { administrators } from "../facts/managed-admins.ts";
import { type Attached, attachedAt, attachedIn, exactCures, holderOf } from "./_managed.ts";

export default templateRule<Attached>({
  meta: {
    id: "iam/managed-admin-policy",
    severity: "error",
    confidence: "high",
    summary: "A role or function has one of AWS's policies for administrators",
    why: "`AdministratorAccess` allows everything, `PowerUserAccess` everything but users and roles, and `IAMFullAccess` is the way to the rest: who may write policies may give themselves any right. Code that runs with one of them turns each of its faults, and each fault of its packages, into one of the whole account.",
    duty: "iam",
    cwe: [250],
    controls: ["IAM.1", "SAS-4", "A5"],
    references: [
      {
        title: "AWS managed policies: AdministratorAccess",
        url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
      },
      {
        title: "IAM: grant least privilege",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      },
    ],
    examples: [
      {
        title: "A function with every right, and the one call that it makes",
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
      Policies:
        - AdministratorAccess
          ^^^^^^^^^^^^^^^^^^^ 'AdministratorAccess' makes 'Greet' an administrator of the account
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
        title: "All functions of a service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      managedPolicies:
        - arn:aws:iam::aws:policy/PowerUserAccess
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'PowerUserAccess' gives every function of the service all rights but over users and roles
functions:
  resize:
    handler: src/resize.handler`,
      },
      {
        title: "A role in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Deployer": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": {},
        "ManagedPolicyArns": [{ "Fn::Sub": "arn:\${AWS::Partition}:iam::aws:policy/IAMFullAccess" }]
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'IAMFullAccess' lets 'Deployer' give itself any right
      }
    }
  }
}`,
      },
      {
        title: "Policies of one service, and one of the account's own with such a name",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: greet.handler
      Policies:
        - AWSLambdaBasicExecutionRole
        - AmazonSNSReadOnlyAccess
        - !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/AdministratorAccess`,
      },
    ],
  },
  at: attachedAt,
  *check(property, owner) {
    for (const attached of attachedIn(property, owner))
      if (administrators.has(attached.name)) yield { at: attached.at, data: attached };
  },
  message(attached) {
    const { name } = attached;
    const holder = holderOf(attached);
    if (name === "IAMFullAccess") return `'${name}' lets ${holder} give itself any right`;
    if (name === "PowerUserAccess") return `'${name}' gives ${holder} all rights but over users and roles`;
    return `'${name}' makes ${holder} an administrator of the account`;
  },
  fix: (attached, edit, grounds) => exactCures(attached, edit, grounds),
});
