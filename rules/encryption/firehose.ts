import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/firehose",
    severity: "warning",
    confidence: "high",
    summary: "A delivery stream whose records are not encrypted while it holds them",
    why: "Firehose gathers records for seconds to minutes, and for a day when the destination is out of reach, before it delivers them. What is put into it directly lies there in clear unless the template asks for encryption. The key that AWS owns costs nothing and needs no rights.\n\nA delivery stream that reads from a Kinesis data stream keeps nothing itself: there the data stream is what has to be encrypted.",
    duty: "encryption",
    cwe: [311],
    controls: ["DataFirehose.1"],
    references: [
      {
        title: "Firehose: data protection",
        url: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
      },
      {
        title: "CloudFormation: AWS::KinesisFirehose::DeliveryStream",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html",
      },
    ],
    examples: [
      {
        title: "Records that functions put",
        bad: `Resources:
  Clicks:
  ^^^^^^ 'Clicks' holds its records unencrypted until they are delivered
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: DirectPut
      S3DestinationConfiguration:
        BucketARN: !GetAtt Archive.Arn
        RoleARN: !GetAtt Deliverer.Arn`,
        fixed: `Resources:
  Clicks:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: DirectPut
      S3DestinationConfiguration:
        BucketARN: !GetAtt Archive.Arn
        RoleARN: !GetAtt Deliverer.Arn
      DeliveryStreamEncryptionConfigurationInput:
        KeyType: AWS_OWNED_CMK`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Clicks": {
    ^^^^^^^^ 'Clicks' holds its records unencrypted
      "Type": "AWS::KinesisFirehose::DeliveryStream"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Clicks": {
      "Type": "AWS::KinesisFirehose::DeliveryStream",
      "Properties": {
        "DeliveryStreamEncryptionConfigurationInput": {
          "KeyType": "AWS_OWNED_CMK"
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
    ^^^^^^ 'Clicks' holds its records unencrypted
      Type: AWS::KinesisFirehose::DeliveryStream
      Properties:
        DeliveryStreamName: clicks`,
        fixed: `service: clicks
provider:
  name: aws
resources:
  Resources:
    Clicks:
      Type: AWS::KinesisFirehose::DeliveryStream
      Properties:
        DeliveryStreamName: clicks
        DeliveryStreamEncryptionConfigurationInput:
          KeyType: AWS_OWNED_CMK`,
      },
      {
        title: "Encrypted; reads from a data stream or a topic of Kafka, or from where a parameter says",
        good: `Parameters:
  Kind:
    Type: String
Resources:
  Clicks:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamEncryptionConfigurationInput:
        KeyType: AWS_OWNED_CMK
  Orders:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: KinesisStreamAsSource
  Events:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: MSKAsSource
  Logs:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: !Ref Kind`,
      },
    ],
  },
  at: "AWS::KinesisFirehose::DeliveryStream/DeliveryStreamEncryptionConfigurationInput",
  isBad: (setting) => setting === undefined,
  unless: (stream) => {
    const type = stream.property("DeliveryStreamType");
    const hasSource = ["KinesisStreamSourceConfiguration", "MSKSourceConfiguration", "DatabaseSourceConfiguration"];
    return (
      (type !== undefined && value.text(type.value) !== "DirectPut") ||
      hasSource.some((source) => stream.property(source) !== undefined)
    );
  },
  message: ({ resource }, when) => `'${resource.name}' holds its records unencrypted until they are delivered${when}`,
  cure: { title: "Encrypt with the key that AWS owns", value: { KeyType: "AWS_OWNED_CMK" }, safety: "safe" },
});
