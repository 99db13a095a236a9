import type { Cure, Edit, Plain, Resource } from "../../engine/authoring.ts";
import { templateRule } from "../../engine/authoring.ts";
import { accessLogFormat } from "../shared/access-log-format.ts";
import { companion, logGroup } from "../shared/companions.ts";
import { keptDays } from "../shared/log-groups.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { httpStage, isWebSocket, mayLog, restStage, stageBase, stageText } from "../shared/stage.ts";
import { together } from "../shared/together.ts";

export default templateRule<Resource>({
  meta: {
    id: "observability/api-access-log",
    severity: "warning",
    confidence: "high",
    summary: "An API that does not log who called what",
    why: "The access log has one line for each request: who called, from where, which route, with which result. The functions' own logs have that only for requests that reach them, and only if somebody thought of it. What the gateway refuses, a wrong token, a route that does not exist, a flood that is throttled, leaves no other trace; these are the lines that one looks for after an incident.",
    duty: "configuration",
    cwe: [778],
    controls: ["APIGateway.9", "SAS-5"],
    references: [
      {
        title: "API Gateway: logging of REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
      },
      {
        title: "API Gateway: logging of HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
      },
      {
        title: "Security Hub: controls of API Gateway",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
      },
    ],
    examples: [
      {
        title: "A stage of an HTTP API",
        bad: `Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: photos
      ProtocolType: HTTP
  Stage:
  ^^^^^ 'Stage' has no access log: nothing records who called what
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: prod`,
        fixed: `Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: photos
      ProtocolType: HTTP
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: prod
      AccessLogSettings:
        DestinationArn: !GetAtt StageAccessLogs.Arn
        Format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","principal":"$context.authorizer.principalId","route":"$context.routeKey","status":"$context.status","method":"$context.httpMethod","responseLength":"$context.responseLength"}'
  StageAccessLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "A REST API of SAM",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' has no access log
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      AccessLogSetting:
        DestinationArn: !GetAtt PhotosAccessLogs.Arn
        Format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","principal":"$context.authorizer.principalId","route":"$context.resourcePath","status":"$context.status","method":"$context.httpMethod","responseLength":"$context.responseLength"}'
  PhotosAccessLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "In JSON, a stage of a REST API",
        file: "template.json",
        bad: `{
  "Resources": {
    "Prod": {
    ^^^^^^ 'Prod' has no access log
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "StageName": "prod"
      }
    },
    "ProdAccessLogs": { "Type": "AWS::Logs::LogGroup" }
  }
}`,
        fixed: `{
  "Resources": {
    "Prod": {
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "StageName": "prod",
        "AccessLogSetting": {
          "DestinationArn": {
            "Fn::GetAtt": [
              "ProdAccessLogs",
              "Arn"
            ]
          },
          "Format": "{\\"requestId\\":\\"$context.requestId\\",\\"time\\":\\"$context.requestTime\\",\\"ip\\":\\"$context.identity.sourceIp\\",\\"principal\\":\\"$context.authorizer.principalId\\",\\"route\\":\\"$context.resourcePath\\",\\"status\\":\\"$context.status\\",\\"method\\":\\"$context.httpMethod\\",\\"responseLength\\":\\"$context.responseLength\\"}"
        }
      }
    },
    "ProdAccessLogs": { "Type": "AWS::Logs::LogGroup" }
  }
}`,
      },
      {
        title: "A stage among the resources of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Prod:
    ^^^^ 'Prod' has no access log
      Type: AWS::ApiGatewayV2::Stage
      Properties:
        StageName: prod
    ProdAccessLogs:
      Type: AWS::Logs::LogGroup`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Prod:
      Type: AWS::ApiGatewayV2::Stage
      Properties:
        StageName: prod
        AccessLogSettings:
          DestinationArn: !GetAtt ProdAccessLogs.Arn
          Format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","principal":"$context.authorizer.principalId","route":"$context.routeKey","status":"$context.status","method":"$context.httpMethod","responseLength":"$context.responseLength"}'
    ProdAccessLogs:
      Type: AWS::Logs::LogGroup`,
      },
      {
        title: "The HTTP API of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ the HTTP API of this service has no access log
  name: aws
functions:
  list:
    handler: photos.list
    events:
      - httpApi: GET /photos`,
        fixed: `service: photos
provider:
  name: aws
  logs:
    httpApi:
      format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","principal":"$context.authorizer.principalId","route":"$context.routeKey","status":"$context.status","method":"$context.httpMethod","responseLength":"$context.responseLength"}'
functions:
  list:
    handler: photos.list
    events:
      - httpApi: GET /photos`,
      },
      {
        title: "The REST API of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ the REST API of this service has no access log
  name: aws
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
      level: ERROR
      fullExecutionData: false
      format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","principal":"$context.authorizer.principalId","route":"$context.resourcePath","status":"$context.status","method":"$context.httpMethod","responseLength":"$context.responseLength"}'
functions:
  list:
    handler: photos.list
    events:
      - http: GET photos`,
      },
      {
        title: "A service that logs all its APIs",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  logs:
    restApi: true
    httpApi: true
functions:
  list:
    handler: photos.list
    events:
      - http: GET photos
      - httpApi: GET /photos`,
      },
      {
        title: "Logged; logged where a parameter says so",
        good: `Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi:
    AccessLogSettings:
      DestinationArn: !ImportValue Logs
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        Get:
          Type: HttpApi
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      AccessLogSetting:
        DestinationArn: !Ref Destination`,
      },
    ],
  },
  at: [`${restStage}/AccessLogSetting`, `${httpStage}/AccessLogSettings`],
  *check(property, stage) {
    if (!property) yield { at: stage.key, data: stage };
  },
  message: (stage) => `${stageText(stage)} has no access log: nothing records who called what, nor what was refused`,
  fix: (stage, edit) => (isMadeByFramework(stage) ? ofService(stage, edit) : ofStage(stage, edit)),
});

const title = "Log each request as JSON";

/** A group of its own, and lines for it. */
function ofStage(stage: Resource, edit: Edit): Cure | undefined {
  const group = companion(stage, `${stageBase(stage)}AccessLogs`, logGroup(keptDays), edit);
  const settings: Plain = {
    DestinationArn: { "Fn::GetAtt": [group?.name ?? "", "Arn"] },
    Format: accessLogFormat(stage),
  };
  const path = stage.type === restStage ? "AccessLogSetting" : "AccessLogSettings";
  const edits = group && together(edit.setProperty(stage, path, settings), group.edits);
  return edits && { title, safety: mayLog(stage) ? "safe" : "unsafe", edits };
}

/** The framework makes the group. It sets a role for all APIs of the account, unless it is an HTTP API, which needs none. */
function ofService(stage: Resource, edit: Edit): Cure | undefined {
  const format = accessLogFormat(stage);
  const [key, settings]: readonly [string, Plain] =
    stage.type === restStage
      ? ["restApi", { level: "ERROR", fullExecutionData: false, format }]
      : isWebSocket(stage)
        ? ["websocket", { level: "ERROR", fullExecutionData: false, format }]
        : ["httpApi", { format }];
  const edits = edit.set(stage.template.root, ["provider", "logs", key], settings);
  return edits && { title, safety: key === "httpApi" ? "safe" : "unsafe", edits };
}
