import { type Element, policyRule, type Statement, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { named } from "./_principals.ts";
import { openTo, whatOf } from "./_resource-policies.ts";
import { isEveryAction } from "./_wildcard.ts";

interface Wide {
  readonly statement: Statement;
  readonly action: Element;
}

export default policyRule<Wide>({
  meta: {
    id: "iam/resource-policy-wildcard-action",
    severity: "warning",
    confidence: "high",
    summary: "A resource's policy allows others everything on it",
    why: "'sqs:*' in a queue's policy lets those it names not only send: they read and delete messages, change the policy itself and delete the queue. A resource's policy is for one purpose and needs its few actions. The statement by which a key's policy hands over to the account's own IAM policies is meant as it is.",
    duty: "iam",
    cwe: [732],
    controls: ["S3.6", "SAS-4"],
    references: [
      {
        title: "IAM: least privilege",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
      },
      {
        title: "Security Hub: S3.6",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "A topic that may do everything with the queue",
        file: "template.yaml",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  Access:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:*
                    ^^^^^ 'Access' lets those it names do all of 'sqs:*', its own policy and its end included
            Resource: !GetAtt Orders.Arn
            Condition:
              ArnEquals:
                aws:SourceArn: arn:aws:sns:eu-west-1:111122223333:orders`,
        fixed: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  Access:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !GetAtt Orders.Arn
            Condition:
              ArnEquals:
                aws:SourceArn: arn:aws:sns:eu-west-1:111122223333:orders`,
      },
      {
        title: "A partner and a table, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::DynamoDB::Table
      Properties:
        ResourcePolicy:
          PolicyDocument:
            Statement:
              - Effect: Allow
                Principal: { AWS: arn:aws:iam::444455556666:role/partner }
                Action: dynamodb:*
                        ^^^^^^^^^^ 'Orders' lets those it names do all of 'dynamodb:*'
                Resource: "*"`,
      },
      {
        title: "A partner's role on a bucket, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::444455556666:role/partner" },
    "Action": ["s3:*"],
               ^^^^^^ the policy lets those it names do all of 's3:*'
    "Resource": ["arn:aws:s3:::albums", "arn:aws:s3:::albums/*"]
  }
}`,
      },
      {
        title: "A key that IAM policies of the account open; the own account; a deny",
        file: "template.yaml",
        good: `Resources:
  Sealing:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" }
            Action: kms:*
            Resource: "*"
  Access:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: albums
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: arn:aws:s3:::albums/*
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:*
            Resource: arn:aws:s3:::albums/*`,
      },
    ],
  },
  *check(statement) {
    if (statement.role !== "resource" || statement.effect !== "Allow" || openTo(statement)) return;
    if (statement.owner?.type === "AWS::EC2::VPCEndpoint" || isForOwnAccount(statement)) return;
    const action = statement.actions.find(({ text }) => text !== undefined && isWhole(text));
    if (action) yield { at: action.at, data: { statement, action } };
  },
  message: ({ statement, action }) =>
    `${whatOf(statement)} lets those it names do all of '${shown(action.text ?? "", 30)}', its own policy and its end included`,
  fix: ({ statement, action }, edit) => {
    const purpose = purposes[statement.owner?.type ?? ""];
    const { actionNode, actions } = statement;
    if (purpose === undefined || !actionNode || actions.length > 1) return undefined;
    const edits = edit.replace(action.at, purpose);
    return edits && { title: `Allow only '${purpose}'`, safety: "unsafe", edits };
  },
});

/** What such a policy is mostly for. */
const purposes: Readonly<Record<string, string>> = {
  "AWS::SQS::QueuePolicy": "sqs:SendMessage",
  "AWS::SNS::TopicPolicy": "sns:Publish",
};

const isWhole = (action: string): boolean => isEveryAction(action) || /^[a-z0-9-]+:\*+$/i.test(action);

/** Whether only the own account's root is named, so that its IAM policies decide. */
function isForOwnAccount(statement: Statement): boolean {
  const whos = named(statement, "AWS");
  const others = named(statement, "Service").length + named(statement, "Federated").length;
  return others === 0 && whos.length > 0 && whos.every(isOwn);
}

const isOwn = (who: value.Value): boolean => {
  const written = value.text(who) ?? (who.kind === "unknown" ? who.pattern : undefined) ?? "";
  return written === "${AWS::AccountId}" || /:iam::\$\{AWS::AccountId\}:root$/.test(written);
};
