import { type Failing, failing, type Resource, templateRule, value, whenText } from "../../engine/authoring.ts";
import { accessLogFormat, wantedFields } from "../shared/access-log-format.ts";
import { listed } from "../shared/listed.ts";
import { httpStage, restStage, stageText } from "../shared/stage.ts";

interface Misformatted {
  readonly stage: Resource;
  readonly found: Failing;
  readonly text: string;
  /** Names of what is not in a line. Empty: only the format is another. */
  readonly lacking: readonly string[];
}

export default templateRule<Misformatted>({
  meta: {
    id: "observability/api-log-format",
    severity: "info",
    confidence: "high",
    summary: "An access log whose lines are no JSON, or lack what an inquiry needs",
    why: "CloudWatch finds the fields of JSON lines by itself, so that one can ask for all requests of an address or all answers with 403. Other formats have to be taken apart again for each question. A line needs the request's id, which leads to the function's own log, the caller's address and the status: without them it cannot be said what happened to whom.",
    duty: "configuration",
    cwe: [778],
    controls: ["SAS-5"],
    references: [
      {
        title: "API Gateway: variables for access logs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html",
      },
      {
        title: "API Gateway: logging of HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
      },
    ],
    examples: [
      {
        title: "JSON that says neither who called nor how it ended",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::HttpApi
    Properties:
      AccessLogSettings:
        DestinationArn: !GetAtt Logs.Arn
        Format: '{"id":"$context.requestId","route":"$context.routeKey"}'
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the access log of 'Photos' lacks 'ip' and 'status'
  Logs:
    Type: AWS::Logs::LogGroup`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::HttpApi
    Properties:
      AccessLogSettings:
        DestinationArn: !GetAtt Logs.Arn
        Format: '{"id":"$context.requestId","route":"$context.routeKey","ip":"$context.identity.sourceIp","status":"$context.status"}'
  Logs:
    Type: AWS::Logs::LogGroup`,
      },
      {
        title: "The format of web servers, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Prod": {
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "AccessLogSetting": {
          "Format": "$context.identity.sourceIp $context.httpMethod $context.status $context.requestId"
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the access log of 'Prod' is no JSON
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Prod": {
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "AccessLogSetting": {
          "Format": "{\\"requestId\\":\\"$context.requestId\\",\\"time\\":\\"$context.requestTime\\",\\"ip\\":\\"$context.identity.sourceIp\\",\\"principal\\":\\"$context.authorizer.principalId\\",\\"route\\":\\"$context.resourcePath\\",\\"status\\":\\"$context.status\\",\\"method\\":\\"$context.httpMethod\\",\\"responseLength\\":\\"$context.responseLength\\"}"
        }
      }
    }
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
      Type: AWS::ApiGatewayV2::Stage
      Properties:
        AccessLogSettings:
          Format: '{"ip":"$context.identity.sourceIp","status":"$context.status"}'
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the access log of 'Prod' lacks 'requestId'`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Prod:
      Type: AWS::ApiGatewayV2::Stage
      Properties:
        AccessLogSettings:
          Format: '{"ip":"$context.identity.sourceIp","status":"$context.status","requestId":"$context.requestId"}'`,
      },
      {
        title: "All that is needed, in several lines; a format that is not known",
        good: `Resources:
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      AccessLogSetting:
        Format: >-
          {"id": "$context.extendedRequestId",
           "ip": "$context.identity.sourceIp",
           "latency": $context.responseLatency,
           "status": $context.status}
  Asked:
    Type: AWS::ApiGateway::Stage
    Properties:
      AccessLogSetting:
        Format: !ImportValue Format`,
      },
    ],
  },
  at: [restStage, httpStage],
  *check(_property, stage) {
    const path = stage.type === restStage ? "AccessLogSetting/Format" : "AccessLogSettings/Format";
    const found = failing(stage, path, (setting) => isLacking(value.text(setting)));
    const text = value.text(found?.value);
    if (!found || text === undefined) return;
    const lacking = isObject(text) ? lackingIn(text).map(({ name }) => name) : [];
    yield { at: found.at, data: { stage, found, text, lacking } };
  },
  message: ({ stage, found, lacking }) => {
    const claim = lacking.length > 0 ? `lacks ${listed(lacking)}` : "is no JSON";
    const rest = lacking.length > 0 ? "it cannot tell what happened to whom" : "nobody can search its lines by field";
    return `the access log of ${stageText(stage)} ${claim}${whenText(found)}: ${rest}`;
  },
  fix: ({ stage, found, text, lacking }, edit) => {
    if (lacking.length === 0) {
      const edits = edit.replace(found.at, accessLogFormat(stage));
      return edits && { title: "Log each request as JSON", safety: "unsafe", edits };
    }
    const whole = text.includes("\n") ? undefined : widened(text);
    const edits = whole === undefined ? undefined : edit.replace(found.at, whole);
    return edits && { title: `Add ${listed(lacking)}`, safety: "safe", edits };
  },
});

const isObject = (text: string): boolean => text.trim().startsWith("{") && text.trim().endsWith("}");

const isLacking = (text: string | undefined): boolean =>
  text !== undefined && (!isObject(text) || lackingIn(text).length > 0);

const lackingIn = (text: string) =>
  wantedFields.filter(({ variable, also }) => !text.includes(variable) && !also?.test(text));

/** The object with the fields that it lacks at its end. */
function widened(text: string): string {
  const end = text.lastIndexOf("}");
  const fields = lackingIn(text).map(({ name, variable }) => `"${name}":"${variable}"`);
  const before = text.slice(0, end).trimEnd();
  return `${before}${before.endsWith("{") ? "" : ","}${fields.join(",")}${text.slice(end)}`;
}
