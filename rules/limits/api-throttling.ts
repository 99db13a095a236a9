import {
  type Edit,
  type Resource,
  resourcesOfType,
  type SiteEdit,
  templateRule,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";
import { mayUsePlugin } from "../shared/plugins.ts";
import { httpStage, restStage, stageText } from "../shared/stage.ts";

/** Requests in a second, and at once. */
const throttle = { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 };

export default templateRule<Resource>({
  meta: {
    id: "limits/api-throttling",
    severity: "info",
    confidence: "high",
    summary: "An API that takes as many requests as the whole account may have",
    why: "Without a limit of its own an API takes up to the account's limit: 10,000 requests a second, shared by all APIs of the region. A caller in a loop, or one with bad intentions, makes the functions behind it run as often, is paid for by you, and leaves nothing for the other APIs. A limit near what you expect turns that into a few answers with status 429.",
    duty: "configuration",
    cwe: [770],
    controls: ["SAS-8"],
    references: [
      {
        title: "API Gateway: throttling of REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
      },
      {
        title: "API Gateway: throttling of HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
      },
    ],
    examples: [
      {
        title: "An HTTP API of SAM",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' has no limit of its own: its callers can use up what all APIs of the account share
    Type: AWS::Serverless::HttpApi`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefaultRouteSettings:
        ThrottlingRateLimit: 100
        ThrottlingBurstLimit: 50`,
      },
      {
        title: "A stage of a REST API that has settings, but no limit",
        bad: `Resources:
  Prod:
  ^^^^ 'Prod' has no limit of its own
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: ERROR`,
        fixed: `Resources:
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          LoggingLevel: ERROR
          ThrottlingRateLimit: 100
          ThrottlingBurstLimit: 50`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Prod": {
    ^^^^^^ 'Prod' has no limit of its own
      "Type": "AWS::ApiGatewayV2::Stage",
      "Properties": {
        "StageName": "prod"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Prod": {
      "Type": "AWS::ApiGatewayV2::Stage",
      "Properties": {
        "StageName": "prod",
        "DefaultRouteSettings": {
          "ThrottlingRateLimit": 100,
          "ThrottlingBurstLimit": 50
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
    ^^^^ 'Prod' has no limit of its own
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
            ThrottlingRateLimit: 100
            ThrottlingBurstLimit: 50`,
      },
      {
        title: "The HTTP API of a Serverless service, which has no key for it",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ the HTTP API of this service has no limit of its own
  name: aws
functions:
  list:
    handler: photos.list
    events:
      - httpApi: GET /photos`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: photos.list
    events:
      - httpApi: GET /photos
resources:
  extensions:
    HttpApiStage:
      Properties:
        DefaultRouteSettings:
          ThrottlingRateLimit: 100
          ThrottlingBurstLimit: 50`,
      },
      {
        title: "The REST API of a Serverless service, whose stage has no place for a limit",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  logs:
  ^^^^ the REST API of this service has no limit of its own
    restApi:
      level: ERROR
functions:
  list:
    handler: photos.list
    events:
      - http: GET /photos`,
      },
      {
        title: "A plugin of the Serverless Framework that sets limits",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  logs:
    restApi: true
plugins:
  - serverless-api-gateway-throttling
custom:
  apiGatewayThrottling:
    maxRequestsPerSecond: 100
functions:
  list:
    handler: photos.list
    events:
      - http: GET /photos
      - httpApi: GET /photos`,
      },
      {
        title: "Plugins that are listed elsewhere",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  tracing:
    apiGateway: true
plugins: \${ssm:/photos/plugins}
functions:
  list:
    handler: photos.list
    events:
      - http: GET /photos`,
      },
      {
        title: "Limits of the stage, of a route; settings that are not known",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::HttpApi
    Properties:
      RouteSettings:
        GET /photos:
          ThrottlingRateLimit: 20
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          ThrottlingRateLimit: !Ref Rate
  Asked:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      DefaultRouteSettings: !FindInMap [Stages, prod, settings]`,
      },
      {
        title: "A usage plan limits those who have a key",
        good: `Resources:
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      StageName: prod
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      Throttle:
        RateLimit: 100`,
      },
    ],
  },
  at: [restStage, httpStage],
  *check(_property, stage) {
    if (!isThrottled(stage)) yield { at: stage.key, data: stage };
  },
  message: (stage) =>
    `${stageText(stage)} has no limit of its own: its callers can use up what all APIs of the account share`,
  fix: (stage, edit) => {
    const edits = stage.type === httpStage ? httpEdits(stage, edit) : restEdits(stage, edit);
    return edits && { title: "Take at most 100 requests a second", safety: "unsafe", edits };
  },
});

function isThrottled(stage: Resource): boolean {
  if (isMadeByFramework(stage) && mayThrottleByPlugin(stage)) return true;
  if (stage.type === httpStage) {
    const routes = stage.property("RouteSettings");
    return routes !== undefined || mayThrottle(stage.property("DefaultRouteSettings")?.value);
  }
  const plans = resourcesOfType(stage.template, "AWS::ApiGateway::UsagePlan");
  if (plans.some((plan) => plan.property("Throttle"))) return true;
  const settings = stage.property("MethodSettings")?.value;
  if (!settings) return false;
  return settings.kind !== "known" || value.items(settings).some(mayThrottle);
}

const mayThrottleByPlugin = ({ template }: Resource): boolean =>
  mayUsePlugin(template, /throttling|api-stage/) ||
  valueOf(template.section("custom"), "apiGatewayThrottling") !== undefined;

/** Whether settings have a limit, or are not known. */
const mayThrottle = (settings: value.Value | undefined): boolean =>
  settings !== undefined && value.at(settings, "ThrottlingRateLimit") !== undefined;

function httpEdits(stage: Resource, edit: Edit): readonly SiteEdit[] | undefined {
  const settings = stage.property("DefaultRouteSettings")?.value.at;
  return settings?.kind === "mapping"
    ? edit.set(settings, [], throttle)
    : edit.setProperty(stage, "DefaultRouteSettings", throttle);
}

/** None for the stage that the Serverless Framework makes beside its template: no key of it says a limit. */
function restEdits(stage: Resource, edit: Edit): readonly SiteEdit[] | undefined {
  if (isMadeByFramework(stage)) return undefined;
  const everywhere = { ResourcePath: "/*", HttpMethod: "*", ...throttle };
  const settings = stage.property("MethodSettings");
  if (!settings) return edit.setProperty(stage, "MethodSettings", [everywhere]);
  const whole = value.items(settings.value).find((one) => value.text(value.at(one, "ResourcePath")) === "/*");
  if (!whole) return edit.append(settings.value.at, everywhere);
  return whole.at.kind === "mapping" ? edit.set(whole.at, [], throttle) : undefined;
}
