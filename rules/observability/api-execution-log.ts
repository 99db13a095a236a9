import { type Resource, templateRule, value } from "../../engine/authoring.ts";
import { httpStage, isWebSocket, restStage, stageText } from "../shared/stage.ts";

export default templateRule<Resource>({
  meta: {
    id: "observability/api-execution-log",
    severity: "info",
    confidence: "high",
    summary: "An API that does not log the errors of its own work",
    why: "Between the caller and the function, the gateway checks, maps and asks an authorizer. When one of these steps fails, the access log has a status, but the reason is only in the execution log. With the level ERROR it has a line for what fails and nothing for the rest.",
    duty: "configuration",
    cwe: [778],
    controls: ["APIGateway.1"],
    references: [
      {
        title: "API Gateway: logging of REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
      },
      {
        title: "Security Hub: controls of API Gateway",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
      },
    ],
    profiles: ["fsbp"],
    examples: [
      {
        title: "A SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' does not log the errors of its own work
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: ERROR`,
      },
      {
        title: "In JSON, a WebSocket API",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": {
      "Type": "AWS::ApiGatewayV2::Api",
      "Properties": { "ProtocolType": "WEBSOCKET" }
    },
    "Stage": {
    ^^^^^^^ 'Stage' does not log the errors of its own work
      "Type": "AWS::ApiGatewayV2::Stage",
      "Properties": {
        "ApiId": { "Ref": "Api" }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Api": {
      "Type": "AWS::ApiGatewayV2::Api",
      "Properties": { "ProtocolType": "WEBSOCKET" }
    },
    "Stage": {
      "Type": "AWS::ApiGatewayV2::Stage",
      "Properties": {
        "ApiId": { "Ref": "Api" },
        "DefaultRouteSettings": {
          "LoggingLevel": "ERROR"
        }
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
    Prod:
    ^^^^ 'Prod' does not log the errors of its own work
      Type: AWS::ApiGateway::Stage
      Properties:
        StageName: prod`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Prod:
      Type: AWS::ApiGateway::Stage
      Properties:
        StageName: prod
        MethodSettings:
          - ResourcePath: /*
            HttpMethod: "*"
            LoggingLevel: ERROR`,
      },
      {
        title: "Logged; an HTTP API, which has no such log; not known",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: !Ref Level
  Photos:
    Type: AWS::Serverless::HttpApi`,
      },
    ],
  },
  at: [restStage, httpStage],
  *check(_property, stage) {
    if ((stage.type === restStage || isWebSocket(stage)) && !isLogging(stage)) yield { at: stage.key, data: stage };
  },
  message: (stage) =>
    `${stageText(stage)} does not log the errors of its own work: why a request fails there stays unknown`,
  // the account needs a role for it
  fix: (stage, edit) => {
    const everywhere = [{ ResourcePath: "/*", HttpMethod: "*", LoggingLevel: "ERROR" }];
    const path = stage.type === restStage ? "MethodSettings" : "DefaultRouteSettings/LoggingLevel";
    if (stage.property(path)) return undefined;
    const edits = edit.setProperty(stage, path, stage.type === restStage ? everywhere : "ERROR");
    return edits && { title: "Log errors", safety: "unsafe", edits };
  },
});

function isLogging(stage: Resource): boolean {
  const settings = stage.property(stage.type === restStage ? "MethodSettings" : "DefaultRouteSettings")?.value;
  if (!settings) return false;
  if (settings.kind !== "known") return true;
  return value.items(settings).some((one) => {
    const level = value.at(one, "LoggingLevel");
    return level !== undefined && value.text(level) !== "OFF";
  });
}
