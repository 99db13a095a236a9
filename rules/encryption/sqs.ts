import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/sqs",
    severity: "warning",
    confidence: "high",
    summary: "A queue whose encryption is switched off",
    why: "SQS encrypts the messages of a queue under a key of its own unless the template says otherwise. This one does: message bodies lie in clear on the service's disks. Encryption with the key of SQS costs nothing and needs no rights, so nothing that sends or receives has to change.",
    duty: "encryption",
    cwe: [311],
    controls: ["SQS.1"],
    references: [
      {
        title: "CloudFormation: AWS::SQS::Queue",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html",
      },
      {
        title: "Security Hub: controls for SQS",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html",
      },
    ],
    examples: [
      {
        title: "Switched off",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: false
                            ^^^^^ 'Orders' has its encryption switched off
      VisibilityTimeout: 180`,
        fixed: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: true
      VisibilityTimeout: 180`,
      },
      {
        title: "By the default of a parameter, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Encrypts": { "Type": "String", "Default": "false" } },
                                                             ^^^^^^^ 'Orders' has its encryption switched off
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "SqsManagedSseEnabled": { "Ref": "Encrypts" } }
    }
  }
}`,
        fixed: `{
  "Parameters": { "Encrypts": { "Type": "String", "Default": true } },
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "SqsManagedSseEnabled": { "Ref": "Encrypts" } }
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
      Type: AWS::SQS::Queue
      Properties:
        SqsManagedSseEnabled: "false"
                              ^^^^^^^ 'Orders' has its encryption switched off`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::SQS::Queue
      Properties:
        SqsManagedSseEnabled: true`,
      },
      {
        title: "Nothing is said, which encrypts; a KMS key in place of the key of SQS",
        good: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  Bills:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: false
      KmsMasterKeyId: !Ref Key
  Letters:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: true
  Key:
    Type: AWS::KMS::Key`,
      },
    ],
  },
  at: "AWS::SQS::Queue/SqsManagedSseEnabled",
  isBad: (setting) => value.boolean(setting) === false,
  unless: (queue) => queue.property("KmsMasterKeyId") !== undefined,
  message: ({ resource }, when) => `'${resource.name}' has its encryption switched off${when}: messages lie in clear`,
  cure: { title: "Encrypt with the key of SQS", value: true, safety: "safe" },
});
