import { type Edit, type Plain, value } from "../../engine/authoring.ts";
import { companion, logGroup } from "../shared/companions.ts";
import { keptDays } from "../shared/log-groups.ts";
import { type Finding, settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "observability/state-machine-log",
    severity: "info",
    confidence: "high",
    summary: "A state machine that logs nothing",
    why: "When an execution fails at night, its log says which state failed, with which error, and what came before. The history of a standard execution is gone after 90 days, an express execution has none at all: without a log nothing is left of it. Errors alone are enough to begin with; what the states are given can hold personal data and is better left out.",
    duty: "configuration",
    cwe: [778],
    controls: ["StepFunctions.1", "SAS-5"],
    references: [
      {
        title: "Step Functions: logging to CloudWatch",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
      },
      {
        title: "Security Hub: controls of Step Functions",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html",
      },
    ],
    examples: [
      {
        title: "A SAM state machine",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
  ^^^^^ 'Order' logs nothing: no record says where an execution failed
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json
      Logging:
        Level: ERROR
        IncludeExecutionData: false
        Destinations:
          - CloudWatchLogsLogGroup:
              LogGroupArn: !GetAtt OrderLogs.Arn
  OrderLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "In JSON, switched off although there is a group",
        file: "template.json",
        bad: `{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "LoggingConfiguration": {
          "Level": "OFF",
                   ^^^^^ 'Order' logs nothing
          "Destinations": [{ "CloudWatchLogsLogGroup": { "LogGroupArn": { "Fn::GetAtt": ["Logs", "Arn"] } } }]
        }
      }
    },
    "Logs": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } }
  }
}`,
        fixed: `{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "LoggingConfiguration": {
          "Level": "ERROR",
          "Destinations": [{ "CloudWatchLogsLogGroup": { "LogGroupArn": { "Fn::GetAtt": ["Logs", "Arn"] } } }]
        }
      }
    },
    "Logs": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } }
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
    Order:
    ^^^^^ 'Order' logs nothing
      Type: AWS::StepFunctions::StateMachine
      Properties:
        StateMachineType: EXPRESS`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Order:
      Type: AWS::StepFunctions::StateMachine
      Properties:
        StateMachineType: EXPRESS
        LoggingConfiguration:
          Level: ERROR
          IncludeExecutionData: false
          Destinations:
            - CloudWatchLogsLogGroup:
                LogGroupArn: !GetAtt OrderLogs.Arn
    OrderLogs:
      Type: AWS::Logs::LogGroup
      Properties:
        RetentionInDays: 365`,
      },
      {
        title: "Logged; logged as a parameter says",
        good: `Parameters:
  Level:
    Type: String
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      LoggingConfiguration:
        Level: ERROR
  Refund:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      LoggingConfiguration:
        Level: !Ref Level`,
      },
    ],
  },
  at: "AWS::StepFunctions::StateMachine/LoggingConfiguration/Level",
  isBad: (setting) => /^off$/i.test(value.text(setting) ?? ""),
  message: ({ resource }, when) => `'${resource.name}' logs nothing${when}: no record says where an execution failed`,
  cure: {
    title: "Log errors",
    path: ({ resource, path }) => (hasDestination(resource) ? path : "LoggingConfiguration"),
    value: ({ resource }) => (hasDestination(resource) ? "ERROR" : loggingTo(groupOf(resource))),
    // the machine's role has to be allowed to deliver logs
    safety: "unsafe",
    with: (finding, edit) => (hasDestination(finding.resource) ? [] : groupEdits(finding, edit)),
  },
});

const hasDestination = (resource: Finding["resource"]): boolean =>
  resource.property("LoggingConfiguration/Destinations") !== undefined;

const groupOf = ({ name }: Finding["resource"]): string => `${name}Logs`;

const loggingTo = (group: string): Plain => ({
  Level: "ERROR",
  IncludeExecutionData: false,
  Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { "Fn::GetAtt": [group, "Arn"] } } }],
});

const groupEdits = ({ resource }: Finding, edit: Edit) =>
  companion(resource, groupOf(resource), logGroup(keptDays), edit)?.edits;
