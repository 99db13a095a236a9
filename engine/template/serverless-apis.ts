import type { Scalar } from "../syntax/node.ts";
import type { Resource, Template } from "./model.ts";
import {
  httpApiNames,
  httpStageNames,
  logNames,
  restApiNames,
  restStageNames,
  usagePlanNames,
  websocketNames,
  websocketStageNames,
} from "./serverless-api-names.ts";
import { computed, type Given, listOf, type Made, madeResource, mapOf, referenceTo } from "./serverless-made.ts";
import { providerAt, providerEntry, type Service } from "./serverless-service.ts";
import { boolean, list, map, type Value } from "./value.ts";

/** The APIs that a service has because events of its functions are routes of them, with their stages and log groups. */
export function apiResources(service: Service, template: Template): Resource[] {
  const has = (kind: string): boolean => service.events.some((event) => event.kind === kind);
  return [
    ...(has("http") && !providerAt(service, "apiGateway", "restApiId") ? restApi(service) : []),
    ...(has("httpApi") && !providerAt(service, "httpApi", "id") ? httpApi(service) : []),
    ...(has("websocket") && !providerAt(service, "apiGateway", "websocketApiId") ? websocketApi(service) : []),
  ].map((made) => madeResource(template, made));
}

type Described = Pick<Made, "name" | "type" | "writtenAs" | "namings" | "isOutside">;

/** What `provider` describes; the first of `keys` that is there names it. */
function ofProvider(service: Service, keys: readonly string[], made: Described, given = noGiven): Made[] {
  const entry = providerEntry(service, ...keys);
  const { value: own, body } = service.provider ?? {};
  return entry ? [{ ...made, entry, own, body, given: given(entry.key) }] : [];
}

const noGiven = (_at: Scalar): Given => ({});

const stageName = (service: Service, at: Scalar): Value => providerAt(service, "stage") ?? computed(at, "dev");

function restApi(service: Service): Made[] {
  const logs = providerAt(service, "logs", "restApi");
  return [
    ...ofProvider(service, ["apiGateway"], {
      name: "ApiGatewayRestApi",
      type: "AWS::ApiGateway::RestApi",
      writtenAs: "provider.apiGateway",
      namings: restApiNames,
    }),
    ...ofProvider(
      service,
      ["logs", "tracing", "apiGateway"],
      {
        name: "ApiGatewayStage",
        type: "AWS::ApiGateway::Stage",
        writtenAs: "provider.apiGateway",
        namings: restStageNames,
        isOutside: true,
      },
      (at) => ({
        RestApiId: referenceTo(at, "ApiGatewayRestApi"),
        StageName: stageName(service, at),
        MethodSettings: methodSettings(service, at, logs),
      }),
    ),
    ...usagePlan(service),
    ...logGroup(service, "ApiGatewayLogGroup", logs),
  ];
}

/** Of several usage plans, each under a name, nothing is told. */
function usagePlan(service: Service): Made[] {
  const plan = providerAt(service, "apiGateway", "usagePlan") ?? providerAt(service, "apiGateway", "apiKeys");
  if (!plan || list(providerAt(service, "apiGateway", "usagePlan"))) return [];
  return ofProvider(service, ["apiGateway"], {
    name: "ApiGatewayUsagePlan",
    type: "AWS::ApiGateway::UsagePlan",
    writtenAs: "provider.apiGateway",
    namings: usagePlanNames,
  });
}

/** One setting for all methods, which the framework writes where logs or metrics are asked for. */
function methodSettings(service: Service, key: Scalar, logs: Value | undefined): Value | undefined {
  const metrics = providerAt(service, "apiGateway", "metrics");
  const isLogging = isAsked(logs);
  if (!metrics && !isLogging) return logs && boolean(logs) === undefined ? logs : undefined;
  const at = logs?.at ?? key;
  const execution = map(logs)?.get("executionLogging");
  const isOff = execution !== undefined && boolean(execution) === false;
  const level = isOff ? computed(execution.at, "OFF") : (map(logs)?.get("level") ?? computed(at, "INFO"));
  const setting = mapOf(at, {
    HttpMethod: computed(at, "*"),
    ResourcePath: computed(at, "/*"),
    LoggingLevel: isLogging ? level : undefined,
    DataTraceEnabled: isLogging ? (map(logs)?.get("fullExecutionData") ?? computed(at, true)) : undefined,
    MetricsEnabled: metrics,
  });
  return listOf(at, [setting]);
}

/** `true`, or a mapping that says more. */
const isAsked = (logs: Value | undefined): boolean =>
  logs !== undefined && (boolean(logs) === true || map(logs) !== undefined);

function httpApi(service: Service): Made[] {
  const api = { type: "AWS::ApiGatewayV2::Api", writtenAs: "provider.httpApi" };
  const stage = { type: "AWS::ApiGatewayV2::Stage", writtenAs: "provider.httpApi" };
  return [
    ...ofProvider(service, ["httpApi"], { ...api, name: "HttpApi", namings: httpApiNames }, (at) => ({
      ProtocolType: computed(at, "HTTP"),
    })),
    ...ofProvider(service, ["logs", "httpApi"], { ...stage, name: "HttpApiStage", namings: httpStageNames }, (at) => ({
      ApiId: referenceTo(at, "HttpApi"),
      StageName: computed(at, "$default"),
      AutoDeploy: computed(at, true),
    })),
    ...logGroup(service, "HttpApiLogGroup", providerAt(service, "logs", "httpApi")),
  ];
}

function websocketApi(service: Service): Made[] {
  const api = { type: "AWS::ApiGatewayV2::Api", writtenAs: "provider.websocket" };
  const stage = { type: "AWS::ApiGatewayV2::Stage", writtenAs: "provider.websocket" };
  return [
    ...ofProvider(service, ["websocket"], { ...api, name: "WebsocketsApi", namings: websocketNames }, (at) => ({
      ProtocolType: computed(at, "WEBSOCKET"),
    })),
    ...ofProvider(
      service,
      ["logs", "websocket"],
      { ...stage, name: "WebsocketsDeploymentStage", namings: websocketStageNames },
      (at) => ({ ApiId: referenceTo(at, "WebsocketsApi"), StageName: stageName(service, at) }),
    ),
    ...logGroup(service, "WebsocketsLogGroup", providerAt(service, "logs", "websocket")),
  ];
}

/** The log group of an API exists where access logs are asked for. */
function logGroup(service: Service, name: string, logs: Value | undefined): Made[] {
  const access = map(logs)?.get("accessLogging");
  if (!isAsked(logs) || (access && boolean(access) === false)) return [];
  return ofProvider(service, ["logs"], {
    name,
    type: "AWS::Logs::LogGroup",
    writtenAs: "provider.logs",
    namings: logNames,
  });
}
