import type { Naming } from "./naming.ts";
import { isOn, onlyOne, tagMap } from "./serverless-forms.ts";
import { asList, computed, listOf, mapOf, referenceTo, upper } from "./serverless-made.ts";
import { boolean, map, type Value } from "./value.ts";

export const restApiNames: readonly Naming[] = [
  { property: "Name", own: "apiName" },
  { property: "Description", own: "apiGateway/description" },
  { property: "Policy/Statement", own: "apiGateway/resourcePolicy" },
  { property: "Policy/Statement", own: "resourcePolicy" },
  {
    property: "EndpointConfiguration/Types",
    own: "endpointType",
    meaning: (value) => asList(upper(value)),
    written: onlyOne,
  },
  { property: "EndpointConfiguration/VpcEndpointIds", own: "vpcEndpointIds" },
  { property: "MinimumCompressionSize", own: "apiGateway/minimumCompressionSize" },
  { property: "BinaryMediaTypes", own: "apiGateway/binaryMediaTypes" },
  { property: "ApiKeySourceType", own: "apiGateway/apiKeySourceType", meaning: upper },
  { property: "DisableExecuteApiEndpoint", own: "apiGateway/disableDefaultEndpoint" },
];

/** `true`, or what the log says: then calls are logged, to a log group that the framework makes. */
const accessLog =
  (group: string) =>
  (value: Value): Value | undefined => {
    if (value.kind !== "known") return value;
    const access = map(value)?.get("accessLogging");
    if (access && boolean(access) === undefined) return access;
    const isLogged = boolean(value) === true || (map(value) !== undefined && (!access || boolean(access) === true));
    if (!isLogged) return undefined;
    const format = map(value)?.get("format") ?? computed(value.at, "$context.requestId");
    return mapOf(value.at, { DestinationArn: referenceTo(value.at, group, "Arn"), Format: format });
  };

export const restStageNames: readonly Naming[] = [
  { property: "TracingEnabled", own: "tracing/apiGateway" },
  { property: "AccessLogSetting", own: "logs/restApi", meaning: accessLog("ApiGatewayLogGroup"), written: isOn },
  { property: "Tags", own: "tags", written: tagMap },
  { property: "Tags", own: "stackTags", written: tagMap },
];

export const usagePlanNames: readonly Naming[] = [
  { property: "Quota/Limit", own: "apiGateway/usagePlan/quota/limit" },
  { property: "Quota/Offset", own: "apiGateway/usagePlan/quota/offset" },
  { property: "Quota/Period", own: "apiGateway/usagePlan/quota/period" },
  { property: "Throttle/BurstLimit", own: "apiGateway/usagePlan/throttle/burstLimit" },
  { property: "Throttle/RateLimit", own: "apiGateway/usagePlan/throttle/rateLimit" },
];

/** What the framework allows where `cors` is on and says nothing of it. */
const corsDefault =
  (values: readonly string[]) =>
  (value: Value): Value | undefined => {
    if (value.kind !== "known") return value;
    const isOnly = boolean(value) === true || map(value) !== undefined;
    return isOnly
      ? listOf(
          value.at,
          values.map((one) => computed(value.at, one)),
        )
      : undefined;
  };

const headers = "Content-Type X-Amz-Date Authorization X-Api-Key X-Amz-Security-Token X-Amz-User-Agent X-Amzn-Trace-Id";

export const httpApiNames: readonly Naming[] = [
  { property: "Name", own: "httpApi/name" },
  { property: "DisableExecuteApiEndpoint", own: "httpApi/disableDefaultEndpoint" },
  { property: "CorsConfiguration/AllowOrigins", own: "httpApi/cors/allowedOrigins" },
  { property: "CorsConfiguration/AllowOrigins", own: "httpApi/cors", meaning: corsDefault(["*"]) },
  { property: "CorsConfiguration/AllowHeaders", own: "httpApi/cors/allowedHeaders" },
  { property: "CorsConfiguration/AllowHeaders", own: "httpApi/cors", meaning: corsDefault(headers.split(" ")) },
  { property: "CorsConfiguration/AllowMethods", own: "httpApi/cors/allowedMethods" },
  { property: "CorsConfiguration/AllowCredentials", own: "httpApi/cors/allowCredentials" },
  { property: "CorsConfiguration/ExposeHeaders", own: "httpApi/cors/exposedResponseHeaders" },
  { property: "CorsConfiguration/MaxAge", own: "httpApi/cors/maxAge" },
  { property: "Tags", own: "tags" },
];

export const httpStageNames: readonly Naming[] = [
  { property: "AccessLogSettings", own: "logs/httpApi", meaning: accessLog("HttpApiLogGroup"), written: isOn },
  { property: "DefaultRouteSettings/DetailedMetricsEnabled", own: "httpApi/metrics" },
  { property: "Tags", own: "tags" },
];

export const websocketNames: readonly Naming[] = [
  { property: "Name", own: "websocketsApiName" },
  { property: "Description", own: "websocketsDescription" },
  { property: "RouteSelectionExpression", own: "websocketsApiRouteSelectionExpression" },
];

/** Calls are logged in full where logs are on, unless that is turned off. */
const websocketLevel = (value: Value): Value | undefined => {
  if (value.kind !== "known") return value;
  const execution = map(value)?.get("executionLogging");
  if (execution && boolean(execution) === false) return computed(execution.at, "OFF");
  return map(value)?.get("level") ?? (boolean(value) === false ? undefined : computed(value.at, "INFO"));
};

const websocketTrace = (value: Value): Value | undefined => {
  if (value.kind !== "known") return value;
  return map(value)?.get("fullExecutionData") ?? (boolean(value) === false ? undefined : computed(value.at, true));
};

export const websocketStageNames: readonly Naming[] = [
  { property: "AccessLogSettings", own: "logs/websocket", meaning: accessLog("WebsocketsLogGroup"), written: isOn },
  { property: "DefaultRouteSettings/LoggingLevel", own: "logs/websocket/level" },
  { property: "DefaultRouteSettings/LoggingLevel", own: "logs/websocket", meaning: websocketLevel },
  { property: "DefaultRouteSettings/DataTraceEnabled", own: "logs/websocket/fullExecutionData" },
  { property: "DefaultRouteSettings/DataTraceEnabled", own: "logs/websocket", meaning: websocketTrace },
];

export const logNames: readonly Naming[] = [
  { property: "RetentionInDays", own: "logRetentionInDays" },
  { property: "DataProtectionPolicy", own: "logDataProtectionPolicy" },
];
