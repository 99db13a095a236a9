import { type Edit, value } from "../../engine/authoring.ts";
import { companion } from "../shared/companions.ts";
import { type Finding, settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "observability/appsync-log",
    severity: "info",
    confidence: "high",
    summary: "A GraphQL API that logs nothing",
    why: "A GraphQL API answers nearly everything with status 200; which field failed, for whom and why, is only in its log. Errors alone are enough to begin with, without the verbose content, which holds headers and what the resolvers were given.",
    duty: "configuration",
    cwe: [778],
    controls: ["AppSync.2", "SAS-5"],
    references: [
      {
        title: "AppSync: monitoring and logging",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",
      },
      {
        title: "Security Hub: controls of AppSync",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
      },
    ],
    examples: [
      {
        title: "An API without a log",
        bad: `Resources:
  Api:
  ^^^ 'Api' logs nothing: no record says which field failed, or for whom
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: photos
      AuthenticationType: AWS_IAM`,
        fixed: `Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: photos
      AuthenticationType: AWS_IAM
      LogConfig:
        CloudWatchLogsRoleArn: !GetAtt ApiLogRole.Arn
        FieldLogLevel: ERROR
        ExcludeVerboseContent: true
  ApiLogRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: appsync.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs`,
      },
      {
        title: "In JSON, switched off",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": {
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": {
        "LogConfig": { "CloudWatchLogsRoleArn": { "Ref": "RoleArn" }, "FieldLogLevel": "NONE" }
                                                                                       ^^^^^^ 'Api' logs nothing
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Api": {
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": {
        "LogConfig": { "CloudWatchLogsRoleArn": { "Ref": "RoleArn" }, "FieldLogLevel": "ERROR" }
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
    Api:
    ^^^ 'Api' logs nothing
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: photos
    ApiLogRole:
      Type: AWS::IAM::Role`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Api:
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: photos
        LogConfig:
          CloudWatchLogsRoleArn: !GetAtt ApiLogRole.Arn
          FieldLogLevel: ERROR
          ExcludeVerboseContent: true
    ApiLogRole:
      Type: AWS::IAM::Role`,
      },
      {
        title: "Logged; of SAM, which logs where nothing is said",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      LogConfig:
        FieldLogLevel: ERROR
  Graph:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      Auth:
        Type: AWS_IAM`,
      },
    ],
  },
  at: "AWS::AppSync::GraphQLApi/LogConfig/FieldLogLevel",
  isBad: (setting) => setting === undefined || value.text(setting) === "NONE",
  message: ({ resource }, when) =>
    `'${resource.name}' logs nothing${when}: no record says which field failed, or for whom`,
  cure: {
    title: "Log errors",
    path: ({ failing, path }) => (failing.isWritten ? path : "LogConfig"),
    value: ({ failing, resource }) =>
      failing.isWritten
        ? "ERROR"
        : {
            CloudWatchLogsRoleArn: { "Fn::GetAtt": [roleOf(resource), "Arn"] },
            FieldLogLevel: "ERROR",
            ExcludeVerboseContent: true,
          },
    safety: "unsafe",
    with: (finding, edit) => (finding.failing.isWritten ? [] : roleEdits(finding, edit)),
  },
});

const roleOf = ({ name }: Finding["resource"]): string => `${name}LogRole`;

const roleEdits = ({ resource }: Finding, edit: Edit) =>
  companion(
    resource,
    roleOf(resource),
    {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "appsync.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
        ManagedPolicyArns: [
          { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs" },
        ],
      },
    },
    edit,
  )?.edits;
