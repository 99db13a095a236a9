import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/kinesis",
    severity: "warning",
    confidence: "high",
    summary: "A data stream whose records are not encrypted at rest",
    why: "A Kinesis data stream keeps each record for a day to a year, in clear unless the template names a key. With the key of AWS, `alias/aws/kinesis`, producers and consumers of the account need no further rights; with a key of your own you also decide who may read, and may shut it off.",
    duty: "encryption",
    cwe: [311],
    controls: ["Kinesis.1"],
    references: [
      {
        title: "Kinesis Data Streams: server-side encryption",
        url: "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
      },
      {
        title: "CloudFormation: StreamEncryption",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kinesis-stream-streamencryption.html",
      },
    ],
    examples: [
      {
        title: "A stream of clicks",
        bad: `Resources:
  Clicks:
  ^^^^^^ 'Clicks' keeps its records unencrypted
    Type: AWS::Kinesis::Stream
    Properties:
      StreamModeDetails:
        StreamMode: ON_DEMAND`,
        fixed: `Resources:
  Clicks:
    Type: AWS::Kinesis::Stream
    Properties:
      StreamModeDetails:
        StreamMode: ON_DEMAND
      StreamEncryption:
        EncryptionType: KMS
        KeyId: alias/aws/kinesis`,
      },
      {
        title: "Encrypted in production only",
        bad: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Clicks:
    Type: AWS::Kinesis::Stream
    Properties:
      StreamEncryption: !If
        - IsProd
        ^^^^^^^^ 'Clicks' keeps its records unencrypted when 'IsProd' is false
        - EncryptionType: KMS
          KeyId: alias/aws/kinesis
        - !Ref AWS::NoValue`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Clicks": {
    ^^^^^^^^ 'Clicks' keeps its records unencrypted
      "Type": "AWS::Kinesis::Stream",
      "Properties": {
        "ShardCount": 2
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Clicks": {
      "Type": "AWS::Kinesis::Stream",
      "Properties": {
        "ShardCount": 2,
        "StreamEncryption": {
          "EncryptionType": "KMS",
          "KeyId": "alias/aws/kinesis"
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: clicks
provider:
  name: aws
resources:
  Resources:
    Clicks:
    ^^^^^^ 'Clicks' keeps its records unencrypted
      Type: AWS::Kinesis::Stream
      Properties:
        ShardCount: 1`,
        fixed: `service: clicks
provider:
  name: aws
resources:
  Resources:
    Clicks:
      Type: AWS::Kinesis::Stream
      Properties:
        ShardCount: 1
        StreamEncryption:
          EncryptionType: KMS
          KeyId: alias/aws/kinesis`,
      },
      {
        title: "Under the key of AWS, and under one that another stack made",
        good: `Resources:
  Clicks:
    Type: AWS::Kinesis::Stream
    Properties:
      StreamEncryption:
        EncryptionType: KMS
        KeyId: alias/aws/kinesis
  Orders:
    Type: AWS::Kinesis::Stream
    Properties:
      StreamEncryption:
        EncryptionType: KMS
        KeyId: !ImportValue stream-key`,
      },
    ],
  },
  at: "AWS::Kinesis::Stream/StreamEncryption",
  isBad: (setting) => setting === undefined,
  message: ({ resource }, when) => `'${resource.name}' keeps its records unencrypted${when}`,
  cure: {
    title: "Encrypt with the key of AWS",
    value: { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
    safety: "safe",
  },
});
