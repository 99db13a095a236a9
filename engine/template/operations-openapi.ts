import { checkByApi, checkNamed } from "./callers.ts";
import { mappingOf } from "./fields.ts";
import type { CallerCheck, Resource } from "./model.ts";
import { bodyOf } from "./openapi.ts";
import type { Authorizer, Claim, Integration, Operation, OperationPart } from "./operation.ts";
import { methodNamed } from "./operations-cloudformation.ts";
import { functionReferredTo } from "./references.ts";
import { samApiCheck } from "./triggers-sam.ts";
import type { MapEntry, Value } from "./value.ts";
import { at, items, map, text } from "./value.ts";

const verbs = /^(get|put|post|delete|options|head|patch|trace|x-amazon-apigateway-any-method)$/i;

/** The operations of the OpenAPI definition that an API has as its body. */
export function definedOperations(api: Resource): readonly Operation[] {
  const body = bodyOf(api);
  const paths = map(at(body, "paths"))?.entries ?? [];
  return paths.flatMap((path) =>
    (map(path.value)?.entries ?? [])
      .filter(({ key }) => verbs.test(String(key.value)))
      .map((entry) => definedOperation(entry, String(path.key.value), body, api)),
  );
}

function definedOperation(entry: MapEntry, path: string, body: Value | undefined, api: Resource): Operation {
  const { key, node, value: written } = entry;
  const isRest = api.type === "AWS::ApiGateway::RestApi";
  const security = securityOf(written, body);
  const integration = integrationOf(written);
  return {
    kind: isRest ? "rest-api" : "http-api",
    api,
    method: methodNamed(String(key.value)),
    path: path.startsWith("/$default") ? "$default" : path,
    declaredBy: api,
    key,
    at: node,
    written,
    authorizer: security.check === "none" ? checkBesides(written, api, isRest) : security.check,
    authorizerName: security.name,
    needsKey: isRest ? security.needsKey : false,
    scopes: security.scopes,
    integration,
    validator:
      at(written, "x-amazon-apigateway-request-validator") ?? at(body, "x-amazon-apigateway-request-validator"),
    models: at(written, "requestBody") ?? bodyParameter(written),
    parameters: at(written, "parameters"),
    runs: functionReferredTo(integration?.uri, api.template),
    isPreflight: String(key.value).toLowerCase() === "options",
    place: placeIn(entry),
  };
}

const parts: Readonly<Partial<Record<OperationPart, readonly string[]>>> = {
  authorizer: ["security"],
  key: ["security"],
  validator: ["x-amazon-apigateway-request-validator"],
  models: ["requestBody"],
};

function placeIn(entry: MapEntry): Operation["place"] {
  const under = mappingOf(entry.node);
  return (part) => {
    const keys = parts[part];
    return under && keys && { under, keys };
  };
}

/** OpenAPI 2 has the body among the parameters. */
const bodyParameter = (operation: Value): Value | undefined =>
  items(at(operation, "parameters")).find((parameter) => text(at(parameter, "in")) === "body");

function integrationOf(operation: Value): Integration | undefined {
  const written = at(operation, "x-amazon-apigateway-integration");
  return (
    written && { type: text(at(written, "type"))?.toUpperCase(), uri: at(written, "uri"), written, at: written.at }
  );
}

/** What keeps callers out where no authorizer does. */
function checkBesides(operation: Value, api: Resource, isRest: boolean): CallerCheck {
  const own = at(operation, "x-amazon-apigateway-auth", "type");
  if (own && checkNamed(own) !== "none") return checkNamed(own);
  if (api.writtenAs.startsWith("AWS::Serverless::")) return samApiCheck(api);
  if (!isRest) return "none";
  if (at(bodyOf(api), "x-amazon-apigateway-policy")) return "unknown";
  return api.template.dialect === "openapi" ? "none" : checkByApi(api);
}

interface Security {
  readonly check: CallerCheck;
  readonly name: Value | undefined;
  readonly needsKey: Claim;
  readonly scopes: Value | undefined;
}

const openToAll: Security = { check: "none", name: undefined, needsKey: false, scopes: undefined };

/** What `security` of an operation, or of the whole definition, asks for. */
function securityOf(operation: Value, body: Value | undefined): Security {
  const security = at(operation, "security") ?? at(body, "security");
  if (!security) return openToAll;
  if (security.kind !== "known") return { ...openToAll, check: "unknown", needsKey: "unknown" };
  const schemes = items(security).flatMap((requirement) => map(requirement)?.entries ?? []);
  const judged = schemes.map((scheme) => ({ scheme, means: meaningOf(String(scheme.key.value), body) }));
  const checks = judged.filter(({ means }) => means !== "key");
  const isKeyed = judged.some(({ means }) => means === "key");
  const asked = checks.find(({ means }) => means === "some") ?? checks[0];
  if (!asked) return { ...openToAll, needsKey: isKeyed };
  const named = { ...asked.scheme.value, at: asked.scheme.key };
  return {
    check: asked.means === "some" ? "some" : "unknown",
    name: { kind: "known", at: named.at, value: String(asked.scheme.key.value) },
    needsKey: isKeyed,
    scopes: items(asked.scheme.value).length > 0 ? asked.scheme.value : undefined,
  };
}

/** A scheme that the definition does not hold may be one that SAM adds. */
function meaningOf(name: string, body: Value | undefined): "some" | "unknown" | "key" {
  const scheme = schemeNamed(name, body);
  if (!scheme) return "unknown";
  if (at(scheme, "x-amazon-apigateway-authorizer") || at(scheme, "x-amazon-apigateway-authtype")) return "some";
  const isKey = text(at(scheme, "type")) === "apiKey" && /^x-api-key$/i.test(text(at(scheme, "name")) ?? "");
  return isKey ? "key" : "unknown";
}

const schemesIn = (body: Value | undefined): readonly MapEntry[] =>
  map(at(body, "components", "securitySchemes") ?? at(body, "securityDefinitions"))?.entries ?? [];

const schemeNamed = (name: string, body: Value | undefined): Value | undefined =>
  schemesIn(body).find(({ key }) => String(key.value) === name)?.value;

const kinds: ReadonlyMap<string, Authorizer["kind"]> = new Map([
  ["token", "token"],
  ["request", "request"],
  ["cognito_user_pools", "cognito"],
  ["jwt", "jwt"],
]);

/** The authorizers that an API's definition describes. */
export function definedAuthorizers(api: Resource): readonly Authorizer[] {
  return schemesIn(bodyOf(api)).flatMap((scheme) => {
    const entry = map(scheme.value)?.entries.find(({ key }) => key.value === "x-amazon-apigateway-authorizer");
    return entry ? [definedAuthorizer(scheme, entry, api)] : [];
  });
}

function definedAuthorizer(scheme: MapEntry, { node, value: written }: MapEntry, api: Resource): Authorizer {
  const under = mappingOf(node);
  const keys = {
    ttl: "authorizerResultTtlInSeconds",
    "identity-source": "identitySource",
    validation: "identityValidationExpression",
  };
  return {
    name: String(scheme.key.value),
    kind: kinds.get(text(at(written, "type"))?.toLowerCase() ?? "") ?? "unknown",
    key: scheme.key,
    at: node,
    written,
    ttl: at(written, "authorizerResultTtlInSeconds"),
    identitySource: at(written, "identitySource"),
    runs: functionReferredTo(at(written, "authorizerUri"), api.template),
    declaredBy: api,
    place: (part) => under && { under, keys: [keys[part]] },
  };
}
