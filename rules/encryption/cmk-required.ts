import { value } from "../../engine/authoring.ts";
import { receivesLogs } from "../shared/buckets.ts";
import { companion, kmsKeyFor } from "../shared/companions.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { type Finding, settingRule } from "../shared/setting-rule.ts";
import { type KeyProperty, keyProperties } from "./_key-properties.ts";

const byAddress = new Map(keyProperties.map((property) => [property.at, property]));

const propertyOf = ({ resource, path }: Pick<Finding, "resource" | "path">): KeyProperty | undefined =>
  byAddress.get(`${resource.type}/${path}`);

const keyName = ({ resource }: Finding): string => `${resource.name.replace(/[^A-Za-z0-9]/g, "")}Key`;

export default settingRule({
  meta: {
    id: "encryption/cmk-required",
    severity: "info",
    confidence: "high",
    summary: "Data under a key of AWS where a key of the account is asked for",
    why: "Some rules of compliance ask that the account holds the keys to its data: it decides who may use a key, sees each use, keeps it apart from the right to read, and can make the data unreadable at once. None of this holds for keys that AWS owns or manages. A key costs about a dollar a month and its uses.",
    duty: "encryption",
    cwe: [311],
    controls: [],
    profiles: [],
    references: [
      {
        title: "KMS: customer managed keys, AWS managed keys and AWS owned keys",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
      },
    ],
    examples: [
      {
        title: "A table and a queue",
        bad: `Resources:
  Orders:
  ^^^^^^ 'Orders' is not under a key of the account
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST`,
        fixed: `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      SSESpecification:
        SSEEnabled: true
        SSEType: KMS
        KMSMasterKeyId: !GetAtt OrdersKey.Arn
  OrdersKey:
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
            Resource: "*"`,
      },
      {
        title: "The key of AWS for a topic, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Alerts": {
      "Type": "AWS::SNS::Topic",
      "Properties": { "KmsMasterKeyId": "alias/aws/sns" }
                                        ^^^^^^^^^^^^^^^ 'Alerts' is not under a key of the account
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
      "Properties": { "KmsMasterKeyId": { "Fn::GetAtt": ["AlertsKey", "Arn"] } }
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
        title: "A bus of events, in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
    ^^^^^^ 'Orders' is not under a key of the account
      Type: AWS::Events::EventBus
      Properties:
        Name: orders`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::Events::EventBus
      Properties:
        Name: orders
        KmsKeyIdentifier: !GetAtt OrdersKey.Arn
    OrdersKey:
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
                Service: events.amazonaws.com
              Action:
                - kms:Decrypt
                - kms:GenerateDataKey*
              Resource: "*"`,
      },
      {
        title:
          "Keys of the account; the bucket that receives access logs, which S3 delivers only under its own key; a function that has nothing to encrypt",
        good: `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      SSESpecification:
        SSEEnabled: true
        KMSMasterKeyId: !ImportValue data-key
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: alias/photos
      LoggingConfiguration:
        DestinationBucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      Handler: resize.handler`,
      },
    ],
  },
  at: [...byAddress.keys()],
  isBad: (setting) => setting === undefined || /^alias\/aws\/|:alias\/aws\//.test(value.text(setting) ?? ""),
  unless: (resource, path) => {
    const needs = propertyOf({ resource, path })?.needs;
    if (isMadeByFramework(resource) || receivesLogs(resource)) return true;
    return needs !== undefined && resource.property(needs) === undefined;
  },
  message: ({ resource }, when) =>
    `'${resource.name}' is not under a key of the account${when}: AWS decides who may use its key`,
  cure: {
    title: "Encrypt with a key of the account, which all who read or write must be allowed to use",
    path: (finding) => propertyOf(finding)?.write?.path ?? finding.path,
    value: (finding) => {
      const key = { "Fn::GetAtt": [keyName(finding), "Arn"] };
      return propertyOf(finding)?.write?.of(key) ?? key;
    },
    safety: "unsafe",
    with: (finding, edit) => {
      const uses = propertyOf(finding)?.uses?.(finding.resource) ?? [];
      return companion(finding.resource, keyName(finding), kmsKeyFor(uses), edit)?.edits;
    },
  },
});
