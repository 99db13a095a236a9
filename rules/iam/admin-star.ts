import { type Cure, type Edit, type Element, policyRule, type Statement } from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";
import { exactCures, namesActions } from "./_exact.ts";
import { holderOf } from "./_holder.ts";
import { adminAction } from "./_wildcard.ts";

interface Admin {
  readonly action: Element;
  readonly statement: Statement;
}

export default policyRule<Admin>({
  meta: {
    id: "iam/admin-star",
    severity: "error",
    confidence: "high",
    summary: "A policy allows every action on every resource",
    why: "A function runs with its role's rights, and so does whoever makes it run their own code: through an injection, a package, a leaked key. With `*` on `*` one such fault is enough to read every table, make new users and delete every backup of the account. List the actions that the code calls and the resources that it calls them on.",
    duty: "iam",
    cwe: [250],
    controls: ["IAM.1", "SAS-4", "A5"],
    references: [
      {
        title: "AWS Config: no statements with admin access",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-admin-access.html",
      },
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
    ],
    examples: [
      {
        title: "A policy that allows everything",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
                ^^^ '*' on '*' makes whoever has this policy an administrator of the account
      "Resource": "*"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::BUCKET/PREFIX/*"
    }
  ]
}`,
      },
      {
        title: "A policy that names actions and resources",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::specific-bucket/specific-prefix/*"
    },
    {
      "Effect": "Allow",
      "Action": ["dynamodb:PutItem", "dynamodb:GetItem"],
      "Resource": "arn:aws:dynamodb:region:account:table/specific-table"
    }
  ]
}`,
      },
      {
        title: "A SAM function with every right",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - '*'
                  ^^^ makes 'Albums' an administrator
              Resource: '*'`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - s3:GetObject
                - s3:PutObject
              Resource: arn:aws:s3:::BUCKET/PREFIX/*`,
      },
      {
        title: "Every right, where the code makes one call",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Show:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: show.handler
      Environment:
        Variables:
          BUCKET: !Ref Photos
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: "*"
                      ^^^ makes 'Show' an administrator
              Resource: "*"
//- src/show.mjs
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event) =>
  s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.pathParameters.key }));`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Show:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: show.handler
      Environment:
        Variables:
          BUCKET: !Ref Photos
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !Sub \${Photos.Arn}/*
//- src/show.mjs
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event) =>
  s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.pathParameters.key }));`,
      },
      {
        title: "Functions of a Serverless service that share every right",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: "*"
                  ^^^ makes every function of the service an administrator
          Resource: "*"`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - s3:GetObject
            - s3:PutObject
          Resource: arn:aws:s3:::BUCKET/PREFIX/*`,
      },
      {
        title: "Everything is denied, nothing is allowed; a key's own policy",
        file: "template.yaml",
        good: `Resources:
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Action: "*"
            Resource: "*"
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: "*"
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    const action = adminAction(statement);
    if (action) yield { at: action.at, data: { action, statement } };
  },
  message: ({ statement }) => `'*' on '*' makes ${holderOf(statement)} an administrator of the account`,
  fix: (admin, edit, grounds) => [
    ...exactCures(admin.statement, edit, grounds, namesActions),
    ...skeleton(admin, edit),
  ],
});

/** What such a statement may look like, to be filled in. */
function skeleton({ action, statement }: Admin, edit: Edit): readonly Cure[] {
  const { node, actionNode, resourceNode } = statement;
  if (!actionNode || !resourceNode || action.at.start < node.start || action.at.end > node.end) return [];
  const edits = together(
    edit.replace(actionNode, ["s3:GetObject", "s3:PutObject"]),
    edit.replace(resourceNode, "arn:aws:s3:::BUCKET/PREFIX/*"),
  );
  return edits ? [{ title: "Replace by a scoped skeleton to fill in", safety: "unsafe", edits }] : [];
}
