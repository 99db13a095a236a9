import { type Edit, type Resource, type SiteEdit, settingsOf, templateRule, value } from "../../engine/authoring.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { shown } from "../shared/shown.ts";
import { httpStage, restStage, stageText } from "../shared/stage.ts";

const machine = "AWS::StepFunctions::StateMachine";
const graph = "AWS::AppSync::GraphQLApi";

interface Traced {
  readonly resource: Resource;
  /** The value that says so. */
  readonly found: value.Known;
  readonly when?: string | undefined;
}

export default templateRule<Traced>({
  meta: {
    id: "leaks/api-data-trace",
    severity: "warning",
    confidence: "high",
    summary: "Requests and answers are logged with all they hold",
    why: "A data trace writes whole requests and answers into CloudWatch: bodies, headers with their tokens, what a state was given and what it made of it. Who may read logs then reads what only the application should see, and it stays there as long as the log does. It is a tool for an hour of debugging. For daily use an access log and the errors are enough.",
    duty: "configuration",
    cwe: [532],
    controls: ["SAS-10"],
    references: [
      {
        title: "API Gateway: logging of REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
      },
      {
        title: "Step Functions: log levels",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
      },
      {
        title: "AppSync: monitoring and logging",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",
      },
    ],
    examples: [
      {
        title: "A REST API of SAM",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: INFO
          DataTraceEnabled: true
                            ^^^^ 'Photos' logs whole requests and answers, tokens and personal data in them too`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: INFO
          DataTraceEnabled: false`,
      },
      {
        title: "A state machine in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "LoggingConfiguration": { "Level": "ALL", "IncludeExecutionData": true }
                                                                          ^^^^ 'Order' logs what every state is given and gives
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Order": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "LoggingConfiguration": { "Level": "ALL", "IncludeExecutionData": false }
      }
    }
  }
}`,
      },
      {
        title: "A GraphQL API that leaves nothing out",
        bad: `Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      LogConfig:
        CloudWatchLogsRoleArn: !GetAtt Role.Arn
        FieldLogLevel: ALL
                       ^^^ 'Api' logs headers and the content of every field`,
        fixed: `Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      LogConfig:
        CloudWatchLogsRoleArn: !GetAtt Role.Arn
        FieldLogLevel: ALL
        ExcludeVerboseContent: true`,
      },
      {
        title: "Logs of a Serverless service, which are full unless it says otherwise",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  logs:
    restApi: true
             ^^^^ the REST API of this service logs whole requests and answers
functions:
  list:
    handler: photos.list
    events:
      - http: GET photos`,
        fixed: `service: photos
provider:
  name: aws
  logs:
    restApi:
      fullExecutionData: false
functions:
  list:
    handler: photos.list
    events:
      - http: GET photos`,
      },
      {
        title: "A WebSocket API of a Serverless service",
        file: "serverless.yml",
        bad: `service: chat
provider:
  name: aws
  logs:
    websocket:
      level: ERROR
      fullExecutionData: true
                         ^^^^ the WebSocket API of this service logs whole requests and answers
functions:
  say:
    handler: chat.say
    events:
      - websocket: $default`,
        fixed: `service: chat
provider:
  name: aws
  logs:
    websocket:
      level: ERROR
      fullExecutionData: false
functions:
  say:
    handler: chat.say
    events:
      - websocket: $default`,
      },
      {
        title: "Errors only, without data; with a level that logs nothing; decided by a parameter",
        good: `Parameters:
  Trace:
    Type: String
Resources:
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: ERROR
          DataTraceEnabled: !Ref Trace
        - ResourcePath: /photos
          HttpMethod: GET
          LoggingLevel: "OFF"
          DataTraceEnabled: true
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      LoggingConfiguration:
        Level: ERROR
        IncludeExecutionData: true
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      LogConfig:
        FieldLogLevel: ALL
        ExcludeVerboseContent: true`,
      },
    ],
  },
  at: [restStage, httpStage, machine, graph],
  *check(_property, resource) {
    for (const { value: found, when } of tracesOf(resource)) yield { at: found.at, data: { resource, found, when } };
  },
  message: ({ resource, when }) => {
    const ifSo = when ? ` when ${when}` : "";
    if (resource.type === machine)
      return `'${shown(resource.name, 50)}' logs what every state is given and gives${ifSo}, personal data and secrets in it too`;
    if (resource.type === graph)
      return `'${shown(resource.name, 50)}' logs headers and the content of every field${ifSo}, tokens and personal data in them too`;
    return `${stageText(resource)} logs whole requests and answers${ifSo}, tokens and personal data in them too`;
  },
  fix: ({ resource, found }, edit) => {
    const edits = resource.type === graph ? withoutContent(resource, found, edit) : switchedOff(resource, found, edit);
    return edits && { title: "Leave the data out", safety: "safe", edits };
  },
});

type Possibility = { readonly value: value.Known; readonly when?: string };

/** Values that switch the data on. */
function tracesOf(resource: Resource): readonly Possibility[] {
  if (resource.type === machine) return machineTraces(resource);
  if (resource.type === graph) return graphTraces(resource);
  const settings =
    resource.type === restStage
      ? value.items(resource.property("MethodSettings")?.value)
      : [resource.property("DefaultRouteSettings")?.value];
  return settings.flatMap((one) => {
    const trace = value.at(one, "DataTraceEnabled");
    if (!trace || value.text(value.at(one, "LoggingLevel")) === "OFF") return [];
    return value.possibilities(trace).known.filter((option) => value.boolean(option.value) === true);
  });
}

/** The settings of a property that are written, as possibilities. */
const writtenOf = (resource: Resource, path: string): readonly Possibility[] =>
  settingsOf(resource, path).all.flatMap(({ value: found, when, isWritten }) =>
    found && isWritten ? [when ? { value: found, when } : { value: found }] : [],
  );

function machineTraces(resource: Resource): readonly Possibility[] {
  if (value.text(resource.property("LoggingConfiguration/Level")?.value) !== "ALL") return [];
  return writtenOf(resource, "LoggingConfiguration/IncludeExecutionData").filter(
    (option) => value.boolean(option.value) === true,
  );
}

/** The content is logged unless it is left out. */
function graphTraces(resource: Resource): readonly Possibility[] {
  const level = resource.property("LogConfig/FieldLogLevel")?.value;
  if (level?.kind !== "known" || value.text(level) !== "ALL") return [];
  if (!resource.property("LogConfig/ExcludeVerboseContent")) return [{ value: level }];
  return writtenOf(resource, "LogConfig/ExcludeVerboseContent").filter(
    (option) => value.boolean(option.value) === false,
  );
}

function withoutContent(resource: Resource, found: value.Known, edit: Edit): readonly SiteEdit[] | undefined {
  return value.boolean(found) === false
    ? edit.replace(found.at, true)
    : edit.setProperty(resource, "LogConfig/ExcludeVerboseContent", true);
}

/** A word of the Serverless Framework that asks for all logs, and the settings of some, say nothing of the data. */
function switchedOff(resource: Resource, { at }: value.Known, edit: Edit): readonly SiteEdit[] | undefined {
  if (!isMadeByFramework(resource) || (at.kind === "scalar" && isBelowFullData(resource, at)))
    return edit.replace(at, false);
  if (at.kind === "mapping") return edit.set(at, ["fullExecutionData"], false);
  return edit.set(resource.template.root, ["provider", "logs", keyOf(resource)], { fullExecutionData: false });
}

const keyOf = ({ type }: Resource): string => (type === restStage ? "restApi" : "websocket");

function isBelowFullData(resource: Resource, at: value.Known["at"]): boolean {
  const provider = resource.template.section("provider");
  const logs = provider && value.at(resource.template.resolve(provider), "logs", keyOf(resource));
  return value.at(logs, "fullExecutionData")?.at.start === at.start;
}
