import { type Cure, type Edit, type Resource, settingsOf, templateRule } from "../../engine/authoring.ts";
import { companion, kmsKeyFor, usedBy } from "../shared/companions.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { publishingServices } from "./_topic-publishers.ts";

export default templateRule<Resource>({
  meta: {
    id: "encryption/sns",
    severity: "info",
    confidence: "high",
    summary: "A topic without a KMS key",
    why: "Without a key of KMS the messages of a topic are protected by the disks of the service alone: nobody of the account decides who may read them at rest, sees it, or can shut it off.\n\nThe key of AWS, `alias/aws/sns`, needs no rights for functions that publish. It does not let other services publish: what S3, EventBridge or a CloudWatch alarm sends is lost. Such a topic needs a key of the account, whose policy names these services.",
    duty: "encryption",
    cwe: [311],
    controls: ["SNS.1"],
    references: [
      {
        title: "SNS: managing keys, and services that publish to an encrypted topic",
        url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
      },
      {
        title: "Security Hub: controls for SNS",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
      },
    ],
    examples: [
      {
        title: "A topic that functions publish to",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
  ^^^^^^ 'Orders' has no KMS key
    Type: AWS::SNS::Topic
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          TOPIC: !Ref Orders`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: alias/aws/sns
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          TOPIC: !Ref Orders`,
      },
      {
        title: "A topic that a bucket publishes to",
        bad: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        TopicConfigurations:
          - Event: s3:ObjectCreated:*
            Topic: !Ref Uploads
  Uploads:
  ^^^^^^^ 'Uploads' has no KMS key
    Type: AWS::SNS::Topic`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        TopicConfigurations:
          - Event: s3:ObjectCreated:*
            Topic: !Ref Uploads
  Uploads:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: !GetAtt UploadsKey.Arn
  UploadsKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: kms:*
            Resource: "*"
          - Effect: Allow
            Principal:
              Service: s3.amazonaws.com
            Action:
              - kms:Decrypt
              - kms:GenerateDataKey*
            Resource: "*"`,
      },
      {
        title: "In JSON, where an alarm publishes",
        file: "template.json",
        bad: `{
  "Resources": {
    "Alerts": {
    ^^^^^^^^ 'Alerts' has no KMS key
      "Type": "AWS::SNS::Topic",
      "Properties": { "TopicName": "alerts" }
    },
    "Errors": {
      "Type": "AWS::CloudWatch::Alarm",
      "Properties": { "AlarmActions": [{ "Ref": "Alerts" }] }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Alerts": {
      "Type": "AWS::SNS::Topic",
      "Properties": { "TopicName": "alerts", "KmsMasterKeyId": { "Fn::GetAtt": ["AlertsKey", "Arn"] } }
    },
    "Errors": {
      "Type": "AWS::CloudWatch::Alarm",
      "Properties": { "AlarmActions": [{ "Ref": "Alerts" }] }
    },
    "AlertsKey": {
      "Type": "AWS::KMS::Key",
      "Properties": {
        "EnableKeyRotation": true,
        "KeyPolicy": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {
                "AWS": { "Fn::Sub": "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" }
              },
              "Action": "kms:*",
              "Resource": "*"
            },
            {
              "Effect": "Allow",
              "Principal": {
                "Service": "cloudwatch.amazonaws.com"
              },
              "Action": [
                "kms:Decrypt",
                "kms:GenerateDataKey*"
              ],
              "Resource": "*"
            }
          ]
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
    ^^^^^^ 'Orders' has no KMS key
      Type: AWS::SNS::Topic
      Properties:
        TopicName: orders`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::SNS::Topic
      Properties:
        TopicName: orders
        KmsMasterKeyId: alias/aws/sns`,
      },
      {
        title: "A topic that the framework makes for an event",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
functions:
  order:
    handler: order.handler
    events:
      - sns: orders
        ^^^ 'SNSTopicOrders' has no KMS key: nobody can restrict, see or shut off who decrypts its messages`,
        fixed: `service: shop
provider:
  name: aws
functions:
  order:
    handler: order.handler
    events:
      - sns: orders
resources:
  extensions:
    SNSTopicOrders:
      Properties:
        KmsMasterKeyId: alias/aws/sns`,
      },
      {
        title: "A key of AWS, a key of the account, and one that a parameter names",
        good: `Parameters:
  KeyId:
    Type: String
Resources:
  Orders:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: alias/aws/sns
  Uploads:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: !GetAtt Key.Arn
  Bills:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: !Ref KeyId
  Key:
    Type: AWS::KMS::Key`,
      },
    ],
  },
  at: "AWS::SNS::Topic",
  *check(_, topic) {
    const { all, isComplete } = settingsOf(topic, "KmsMasterKeyId");
    if (isComplete && all.every(({ isWritten }) => !isWritten)) yield { at: topic.key, data: topic };
  },
  message: ({ name }) =>
    `'${shown(name, 55)}' has no KMS key: nobody can restrict, see or shut off who decrypts its messages`,
  fix: (topic, edit) => {
    const services = publishingServices(topic);
    const cures = [...(services.length > 0 ? [] : [awsKey(topic, edit)]), ownKey(topic, services, edit)];
    return cures.filter((cure) => cure !== undefined);
  },
});

function awsKey(topic: Resource, edit: Edit): Cure | undefined {
  const edits = edit.setProperty(topic, "KmsMasterKeyId", "alias/aws/sns");
  return (
    edits && { title: "Encrypt with the key of AWS, if no other service publishes to it", safety: "unsafe", edits }
  );
}

function ownKey(topic: Resource, services: readonly string[], edit: Edit): Cure | undefined {
  if (isMadeByFramework(topic)) return undefined;
  const key = companion(topic, `${topic.name}Key`, keyFor(services), edit);
  const edits =
    key && together(edit.setProperty(topic, "KmsMasterKeyId", { "Fn::GetAtt": [key.name, "Arn"] }), key.edits);
  return (
    edits && {
      title: "Encrypt with a key of its own, which all who publish must be allowed to use",
      safety: "unsafe",
      edits,
    }
  );
}

function keyFor(services: readonly string[]) {
  const [first] = services;
  return kmsKeyFor(first === undefined ? [] : [usedBy(services.length === 1 ? first : services)]);
}
