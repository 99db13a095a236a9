import { entriesIn, field, mappingOf } from "./fields.ts";
import type { Resource, Template, Trigger } from "./model.ts";
import type { Authorizer, AuthorizerPart } from "./operation.ts";
import { definedAuthorizers } from "./operations-openapi.ts";
import { functionReferredTo, textOf } from "./references.ts";
import type { MapEntry, Value } from "./value.ts";
import { at, map, text } from "./value.ts";

const kinds: ReadonlyMap<string, Authorizer["kind"]> = new Map([
  ["token", "token"],
  ["request", "request"],
  ["cognito_user_pools", "cognito"],
  ["jwt", "jwt"],
  ["aws_iam", "iam"],
]);

const kindNamed = (name: string | undefined): Authorizer["kind"] => kinds.get(name?.toLowerCase() ?? "") ?? "unknown";

/** The authorizer that an `AWS::ApiGateway::Authorizer` or `AWS::ApiGatewayV2::Authorizer` is. */
export function authorizerResource(resource: Resource): Authorizer {
  const value = (path: string) => resource.property(path)?.value;
  const under = mappingOf(resource.entry.value);
  const keys: Readonly<Record<AuthorizerPart, string>> = {
    ttl: "AuthorizerResultTtlInSeconds",
    "identity-source": "IdentitySource",
    validation: "IdentityValidationExpression",
  };
  return {
    name: resource.name,
    kind: kindNamed(textOf(resource, "Type") ?? textOf(resource, "AuthorizerType")),
    key: resource.key,
    at: resource.entry.value,
    written: value(""),
    ttl: value("AuthorizerResultTtlInSeconds"),
    identitySource: value("IdentitySource"),
    runs: functionReferredTo(value("AuthorizerUri"), resource.template),
    declaredBy: resource,
    place: (part) => under && { under, keys: ["Properties", keys[part]] },
  };
}

/** The authorizers that a SAM API describes itself: under `Auth`, and in its definition. */
export function samAuthorizersOf(api: Resource): readonly Authorizer[] {
  const named = map(api.property("Auth/Authorizers")?.value)?.entries ?? [];
  return [...named.map((entry) => samAuthorizer(entry, api)), ...definedAuthorizers(api)];
}

const samParts: Readonly<Record<AuthorizerPart, readonly string[]>> = {
  ttl: ["Identity", "ReauthorizeEvery"],
  "identity-source": ["Identity"],
  validation: ["Identity", "ValidationExpression"],
};

function samAuthorizer({ key, node, value: written }: MapEntry, api: Resource): Authorizer {
  const under = mappingOf(node);
  return {
    name: String(key.value),
    kind: samKind(written, api),
    key,
    at: node,
    written,
    ttl: at(written, "Identity", "ReauthorizeEvery"),
    identitySource: at(written, "IdentitySource") ?? at(written, "Identity"),
    runs: functionReferredTo(at(written, "FunctionArn"), api.template),
    declaredBy: api,
    place: (part) => under && { under, keys: samParts[part] },
  };
}

function samKind(written: Value, api: Resource): Authorizer["kind"] {
  if (at(written, "JwtConfiguration")) return "jwt";
  if (at(written, "UserPoolArn")) return "cognito";
  if (!at(written, "FunctionArn")) return api.type === "AWS::ApiGatewayV2::Api" ? "jwt" : "unknown";
  if (api.type === "AWS::ApiGatewayV2::Api") return "request";
  const payload = at(written, "FunctionPayloadType");
  return payload ? kindNamed(text(payload)) : "token";
}

/** The authorizers that a Serverless service describes: at its events, and for its HTTP API under `provider`. */
export function serviceAuthorizers(
  routes: readonly { readonly trigger: Trigger; readonly owner: Resource }[],
  template: Template,
): readonly Authorizer[] {
  const [first] = routes;
  if (!first) return [];
  const isHttp = first.trigger.kind === "http-api";
  const found = isHttp ? providerAuthorizers(template, first.owner) : routes.flatMap(eventAuthorizer);
  const byName = new Map(found.map((one) => [one.name, one]));
  return [...byName.values()];
}

const serviceParts: Readonly<Record<AuthorizerPart, readonly string[]>> = {
  ttl: ["resultTtlInSeconds"],
  "identity-source": ["identitySource"],
  validation: ["identityValidationExpression"],
};

function providerAuthorizers(template: Template, declaredBy: Resource): readonly Authorizer[] {
  const written = field(field(template.section("provider"), "httpApi"), "authorizers");
  return entriesIn(written).map(({ key, value: node }) => {
    const value = template.resolve(node);
    return serviceAuthorizer(String(key.value), kindNamed(text(at(value, "type"))), { key, node, value }, declaredBy);
  });
}

function eventAuthorizer({
  trigger,
  owner,
}: {
  readonly trigger: Trigger;
  readonly owner: Resource;
}): readonly Authorizer[] {
  const event = owner.template.resolve(trigger.at);
  const entry = map(event)?.entries.find(({ key }) => key.value === "authorizer");
  if (!entry) return [];
  const name = text(entry.value) ?? text(at(entry.value, "name")) ?? text(at(entry.value, "arn"));
  const type = text(at(entry.value, "type")) ?? (trigger.kind === "websocket" ? "request" : "token");
  const arn = at(entry.value, "arn");
  const isPool = /cognito-idp|userpool/i.test(text(arn) ?? (arn?.kind === "unknown" ? (arn.pattern ?? "") : ""));
  if (/^aws_iam$/i.test(name ?? "") || /^aws_iam$/i.test(type)) return [];
  return [serviceAuthorizer(name ?? String(trigger.key.value), isPool ? "cognito" : kindNamed(type), entry, owner)];
}

function serviceAuthorizer(
  name: string,
  kind: Authorizer["kind"],
  { key, node, value: written }: MapEntry,
  declaredBy: Resource,
): Authorizer {
  const under = mappingOf(node);
  const { template } = declaredBy;
  const named = at(written, "functionName") ?? (map(written) ? at(written, "name") : written);
  return {
    name,
    kind,
    key,
    at: node,
    written,
    ttl: at(written, "resultTtlInSeconds"),
    identitySource: at(written, "identitySource"),
    runs:
      functionReferredTo(at(written, "arn") ?? at(written, "functionArn"), template) ??
      serviceFunction(text(named), template),
    declaredBy,
    place: (part) => under && { under, keys: serviceParts[part] },
  };
}

function serviceFunction(name: string | undefined, template: Template): Resource | undefined {
  const found = name === undefined ? undefined : template.resource(name);
  return found?.type === "AWS::Lambda::Function" ? found : undefined;
}
