import type { Resource } from "../../engine/authoring.ts";
import { httpStage, isWebSocket } from "./stage.ts";

/**
 * What a line of an access log should tell, by the name it gets, with the variables that tell it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const wantedFields: readonly { readonly name: string; readonly variable: string; readonly also?: RegExp }[] = [
  { name: "requestId", variable: "$context.requestId", also: /\$context\.extendedRequestId/ },
  { name: "ip", variable: "$context.identity.sourceIp" },
  { name: "status", variable: "$context.status", also: /\$context\.integration(?:Status|\.status)/ },
];

/** The format that a cure writes for a stage: one JSON object a line. */
export function accessLogFormat(stage: Resource): string {
  const route = stage.type === httpStage ? "$context.routeKey" : "$context.resourcePath";
  const rest = isWebSocket(stage)
    ? { event: "$context.eventType", connectionId: "$context.connectionId" }
    : { method: "$context.httpMethod", responseLength: "$context.responseLength" };
  return JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    ip: "$context.identity.sourceIp",
    principal: "$context.authorizer.principalId",
    route,
    status: "$context.status",
    ...rest,
  });
}
