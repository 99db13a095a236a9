import { mappingOf } from "./fields.ts";
import type { Resource } from "./model.ts";
import type { Claim, Integration, Operation, OperationPart } from "./operation.ts";
import { functionReferredTo, referredTo, textOf } from "./references.ts";
import { linksOf } from "./triggers-cloudformation.ts";
import type { Value } from "./value.ts";
import { boolean, text } from "./value.ts";

/** `GET`, `ANY`. */
export function methodNamed(name: string | undefined): string | undefined {
  const upper = name?.toUpperCase();
  return upper === "*" || upper === "X-AMAZON-APIGATEWAY-ANY-METHOD" ? "ANY" : upper;
}

/** A path with its slash; `$default` has none. */
export const pathNamed = (path: string | undefined): string | undefined =>
  path === undefined || /^[/$]/.test(path) ? path : path === "*" ? "$default" : `/${path}`;

/** What a boolean property claims where it is absent by default. */
export function claimed(value: Value | undefined): Claim {
  if (!value) return false;
  return boolean(value) ?? "unknown";
}

const methodParts: Readonly<Record<OperationPart, readonly string[]>> = {
  authorizer: ["AuthorizerId"],
  authorization: ["AuthorizationType"],
  scopes: ["AuthorizationScopes"],
  key: ["ApiKeyRequired"],
  validator: ["RequestValidatorId"],
  models: ["RequestModels"],
};

const routeParts: Readonly<Partial<Record<OperationPart, readonly string[]>>> = {
  authorizer: ["AuthorizerId"],
  authorization: ["AuthorizationType"],
  scopes: ["AuthorizationScopes"],
};

const placeIn = (resource: Resource, parts: Partial<typeof methodParts>): Operation["place"] => {
  const under = mappingOf(resource.entry.value);
  return (part) => {
    const keys = parts[part];
    return under && keys && { under, keys: ["Properties", ...keys] };
  };
};

const valueOf = (resource: Resource, path: string): Value | undefined => resource.property(path)?.value;

/** The operation of an `AWS::ApiGateway::Method`. */
export function methodOperation(method: Resource): Operation {
  const { template, key, entry } = method;
  const [link] = linksOf(method);
  const verb = methodNamed(link?.trigger.method);
  return {
    kind: "rest-api",
    api: referredTo(valueOf(method, "RestApiId"), template),
    method: verb,
    path: link?.trigger.path,
    declaredBy: method,
    key,
    at: entry.value,
    written: valueOf(method, ""),
    authorizer: link?.trigger.authorizer ?? "unknown",
    authorizerName: valueOf(method, "AuthorizerId") ?? valueOf(method, "AuthorizationType"),
    needsKey: claimed(valueOf(method, "ApiKeyRequired")),
    scopes: valueOf(method, "AuthorizationScopes"),
    integration: integrationAt(method, "Integration", "Type", "Uri"),
    validator: valueOf(method, "RequestValidatorId"),
    models: valueOf(method, "RequestModels"),
    parameters: valueOf(method, "RequestParameters"),
    runs: functionReferredTo(link?.target, template),
    isPreflight: verb === "OPTIONS",
    place: placeIn(method, methodParts),
  };
}

function integrationAt(resource: Resource, path: string, type: string, uri: string): Integration | undefined {
  const at = path === "" ? "" : `${path}/`;
  const whole = resource.property(path);
  return (
    whole && {
      type: text(valueOf(resource, `${at}${type}`))?.toUpperCase(),
      uri: valueOf(resource, `${at}${uri}`),
      written: whole.value,
      at: whole.at,
    }
  );
}

/** The operation of an `AWS::ApiGatewayV2::Route`, whose integration is a resource of its own. */
export function routeOperation(route: Resource): Operation {
  const { template, key, entry } = route;
  const [link] = linksOf(route);
  const trigger = link?.trigger;
  const integration = referredTo(valueOf(route, "Target"), template);
  const verb = methodNamed(trigger?.method);
  const kind = trigger?.kind === "websocket" ? "websocket" : "http-api";
  return {
    kind,
    api: referredTo(valueOf(route, "ApiId"), template),
    method: kind === "websocket" ? undefined : (verb ?? (trigger?.path === "$default" ? "ANY" : undefined)),
    path: trigger?.path,
    declaredBy: route,
    key,
    at: entry.value,
    written: valueOf(route, ""),
    // only $connect is asked: what comes over its connection is not
    authorizer: trigger?.authorizer ?? "unknown",
    authorizerName: valueOf(route, "AuthorizerId") ?? valueOf(route, "AuthorizationType"),
    needsKey: claimed(valueOf(route, "ApiKeyRequired")),
    scopes: valueOf(route, "AuthorizationScopes"),
    integration: integration && integrationAt(integration, "", "IntegrationType", "IntegrationUri"),
    validator: undefined,
    models: valueOf(route, "RequestModels"),
    parameters: valueOf(route, "RequestParameters"),
    runs: functionReferredTo(link?.target, template),
    isPreflight: verb === "OPTIONS",
    place: placeIn(route, routeParts),
  };
}

/** The one route of an HTTP API that is made in one go with its `Target`. */
export function quickOperation(api: Resource): Operation | undefined {
  const target = api.property("Target");
  if (!target || textOf(api, "ProtocolType") === "WEBSOCKET") return undefined;
  const [verb, path] = (textOf(api, "RouteKey") ?? "$default").split(" ");
  const { template } = api;
  return {
    kind: "http-api",
    api,
    method: path === undefined ? "ANY" : methodNamed(verb),
    path: path ?? verb,
    declaredBy: api,
    key: target.key ?? api.key,
    at: target.at,
    written: undefined,
    authorizer: "none",
    authorizerName: undefined,
    needsKey: false,
    scopes: undefined,
    integration: { type: undefined, uri: target.value, written: target.value, at: target.at },
    validator: undefined,
    models: undefined,
    parameters: undefined,
    runs: functionReferredTo(target.value, template),
    isPreflight: false,
    place: () => undefined,
  };
}
