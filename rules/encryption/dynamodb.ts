import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/dynamodb",
    severity: "hint",
    confidence: "high",
    summary: "A table under the key that DynamoDB owns, or a DAX cluster that is not encrypted",
    why: "DynamoDB encrypts every table. Without a setting it uses a key that belongs to AWS: nobody of your account can say who may use it, see its uses in CloudTrail, or disable it. With `SSEEnabled: true` the table is under a KMS key of your account, and reading the data needs the right to use that key. KMS charges for the calls.\n\nA DAX cluster is another matter: it holds the table's data in clear unless it is told to encrypt, and that can only be said when it is made.",
    duty: "encryption",
    cwe: [311],
    controls: ["DynamoDB.3"],
    references: [
      {
        title: "CloudFormation: SSESpecification of a table",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-ssespecification.html",
      },
      {
        title: "Security Hub: controls for DynamoDB",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
      },
    ],
    examples: [
      {
        title: "A table of SAM",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' is under a key that DynamoDB owns
    Type: AWS::Serverless::SimpleTable
    Properties:
      TableName: photos`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::SimpleTable
    Properties:
      TableName: photos
      SSESpecification:
        SSEEnabled: true`,
      },
      {
        title: "Switched off in a test stage, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Photos": {
      "Type": "AWS::DynamoDB::Table",
      "Properties": {
        "BillingMode": "PAY_PER_REQUEST",
        "SSESpecification": { "SSEEnabled": { "Fn::If": ["IsProd", true, false] } }
                                                                         ^^^^^ 'Photos' is under a key that DynamoDB owns when 'IsProd' is false
      }
    }
  }
}`,
        fixed: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Photos": {
      "Type": "AWS::DynamoDB::Table",
      "Properties": {
        "BillingMode": "PAY_PER_REQUEST",
        "SSESpecification": { "SSEEnabled": { "Fn::If": ["IsProd", true, true] } }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
    ^^^^^^ 'Photos' is under a key that DynamoDB owns
      Type: AWS::DynamoDB::Table
      Properties:
        BillingMode: PAY_PER_REQUEST`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::DynamoDB::Table
      Properties:
        BillingMode: PAY_PER_REQUEST
        SSESpecification:
          SSEEnabled: true`,
      },
      {
        title: "A cache in front of a table",
        bad: `Resources:
  Cache:
  ^^^^^ 'Cache' keeps the table's data unencrypted
    Type: AWS::DAX::Cluster
    Properties:
      NodeType: dax.t3.small`,
        fixed: `Resources:
  Cache:
    Type: AWS::DAX::Cluster
    Properties:
      NodeType: dax.t3.small
      SSESpecification:
        SSEEnabled: true`,
      },
      {
        title: "Under a KMS key; a setting that is given at deployment",
        good: `Parameters:
  Encrypts:
    Type: String
Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      SSESpecification:
        SSEEnabled: true
        SSEType: KMS
        KMSMasterKeyId: alias/photos
  Albums:
    Type: AWS::DynamoDB::Table
    Properties:
      SSESpecification:
        SSEEnabled: !Ref Encrypts
  Cache:
    Type: AWS::DAX::Cluster
    Properties:
      SSESpecification:
        SSEEnabled: true`,
      },
    ],
  },
  at: [
    "AWS::DynamoDB::Table/SSESpecification/SSEEnabled",
    "AWS::DynamoDB::GlobalTable/SSESpecification/SSEEnabled",
    "AWS::DAX::Cluster/SSESpecification/SSEEnabled",
  ],
  isBad: (setting) => setting === undefined || value.boolean(setting) === false,
  severityOf: ({ resource }) => (resource.type === "AWS::DAX::Cluster" ? "warning" : undefined),
  message: ({ resource: { name, type } }, when) =>
    type === "AWS::DAX::Cluster"
      ? `'${name}' keeps the table's data unencrypted${when}`
      : `'${name}' is under a key that DynamoDB owns${when}: nobody can restrict or see its use`,
  cure: {
    title: "Encrypt under a KMS key",
    value: true,
    // a DAX cluster is replaced
    safety: ({ resource }) => (resource.type === "AWS::DAX::Cluster" ? "unsafe" : "safe"),
  },
});
