import { companion, kmsKeyFor, usedByLogs } from "../shared/companions.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/log-group",
    severity: "hint",
    confidence: "high",
    summary: "A log group without a KMS key",
    why: "CloudWatch encrypts all logs under a key of its own: everyone with the right to read the log group reads them. Under a key of the account, reading also needs the right to use it, each use is recorded, and disabling the key closes the logs at once. Logs of functions often hold more than their authors think.",
    duty: "encryption",
    cwe: [311],
    controls: [],
    profiles: [],
    references: [
      {
        title: "CloudWatch Logs: encrypting log data with KMS",
        url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
      },
    ],
    examples: [
      {
        title: "The logs of a function",
        bad: `Resources:
  Logs:
  ^^^^ 'Logs' has no KMS key
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 30`,
        fixed: `Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 30
      KmsKeyId: !GetAtt LogsKey.Arn
  LogsKey:
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
              Service: !Sub logs.\${AWS::Region}.amazonaws.com
            Action:
              - kms:Encrypt*
              - kms:Decrypt*
              - kms:ReEncrypt*
              - kms:GenerateDataKey*
              - kms:Describe*
            Resource: "*"`,
      },
      {
        title: "In a Serverless service, beside a key",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Logs:
    ^^^^ 'Logs' has no KMS key
      Type: AWS::Logs::LogGroup
    Key:
      Type: AWS::KMS::Key`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Logs:
      Type: AWS::Logs::LogGroup
      Properties:
        KmsKeyId: !GetAtt LogsKey.Arn
    Key:
      Type: AWS::KMS::Key
    LogsKey:
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
                Service: !Sub logs.\${AWS::Region}.amazonaws.com
              Action:
                - kms:Encrypt*
                - kms:Decrypt*
                - kms:ReEncrypt*
                - kms:GenerateDataKey*
                - kms:Describe*
              Resource: "*"`,
      },
      {
        title: "A key, in JSON",
        file: "template.json",
        good: `{
  "Resources": {
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": { "KmsKeyId": { "Fn::ImportValue": "logs-key" } }
    }
  }
}`,
      },
    ],
  },
  at: "AWS::Logs::LogGroup/KmsKeyId",
  isBad: (setting) => setting === undefined,
  unless: isMadeByFramework,
  message: ({ resource }, when) =>
    `'${resource.name}' has no KMS key${when}: everyone who may read the logs reads them`,
  cure: {
    title: "Encrypt with a key of the account, which readers of the logs must be allowed to use",
    value: { "Fn::GetAtt": ["LogsKey", "Arn"] },
    safety: "unsafe",
    with: ({ resource }, edit) => companion(resource, "LogsKey", kmsKeyFor([usedByLogs]), edit)?.edits,
  },
});
