import { type Resource, value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";
import { isPassing } from "./_passing.ts";

export default settingRule({
  meta: {
    id: "compliance/deletion-protection",
    severity: "info",
    confidence: "high",
    summary: "A database or a user directory that one call deletes",
    why: "With deletion protection the service refuses to delete the table, the database or the user pool until somebody has switched the protection off: a wrong click, a script in the wrong account or a deleted stack then cost nothing. It costs nothing itself, but a stack that is meant to be thrown away can no longer be deleted in one go, so switch it on where data matters.",
    duty: "configuration",
    cwe: [693],
    controls: ["DynamoDB.6", "RDS.7", "RDS.8"],
    references: [
      {
        title: "Security Hub: controls for DynamoDB",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
      },
      {
        title: "Security Hub: controls for RDS",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
      },
      {
        title: "CloudFormation: user pools",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html",
      },
    ],
    examples: [
      {
        title: "A table",
        bad: `Resources:
  Photos:
  ^^^^^^ one call deletes 'Photos' and all that it holds
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST`,
        fixed: `Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      DeletionProtectionEnabled: true`,
      },
      {
        title: "Switched off, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Db": {
      "Type": "AWS::RDS::DBCluster",
      "Properties": { "Engine": "aurora-mysql", "DeletionProtection": "false" }
                                                                      ^^^^^^^ one call deletes 'Db' and all that it holds
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Db": {
      "Type": "AWS::RDS::DBCluster",
      "Properties": { "Engine": "aurora-mysql", "DeletionProtection": true }
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
    Users:
      Type: AWS::Cognito::UserPool
      Properties:
        DeletionProtection: INACTIVE
                            ^^^^^^^^ one call deletes 'Users' and all that it holds`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Users:
      Type: AWS::Cognito::UserPool
      Properties:
        DeletionProtection: ACTIVE`,
      },
      {
        title:
          "Protected; what passes; an instance of a cluster; SAM's simple table, which cannot be; a value that is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  IsProtected:
    Type: String
Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      DeletionProtectionEnabled: true
  Albums:
    Type: AWS::DynamoDB::Table
    Properties:
      DeletionProtectionEnabled: !Ref IsProtected
  SessionTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TimeToLiveSpecification:
        AttributeName: expires
        Enabled: true
  Simple:
    Type: AWS::Serverless::SimpleTable
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      DeletionProtection: ACTIVE
  Reader:
    Type: AWS::RDS::DBInstance
    Properties:
      DBClusterIdentifier: photos`,
      },
    ],
  },
  at: [
    "AWS::DynamoDB::Table/DeletionProtectionEnabled",
    "AWS::RDS::DBCluster/DeletionProtection",
    "AWS::RDS::DBInstance/DeletionProtection",
    "AWS::Cognito::UserPool/DeletionProtection",
  ],
  isBad: (setting) => value.boolean(setting) === false || value.text(setting) === "INACTIVE",
  unless: (resource) => isPassing(resource) || cannotBeProtected(resource),
  message: ({ resource }, when) =>
    `one call deletes '${resource.name}' and all that it holds${when}: nothing protects it`,
  cure: {
    title: "Protect it from deletion (the stack can then no longer be deleted at once)",
    value: ({ resource }) => (resource.type === "AWS::Cognito::UserPool" ? "ACTIVE" : true),
    safety: "unsafe",
  },
});

/** SAM's simple table has no such property, and an instance of a cluster goes with the cluster. */
const cannotBeProtected = ({ writtenAs, property }: Resource): boolean =>
  writtenAs === "AWS::Serverless::SimpleTable" || property("DBClusterIdentifier") !== undefined;
