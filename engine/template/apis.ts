import { authorizerResource, samAuthorizersOf, serviceAuthorizers } from "./authorizers.ts";
import { derived, derivedOnce } from "./derived.ts";
import type { Resource, Template, Trigger } from "./model.ts";
import { resourcesOfType } from "./of-type.ts";
import { bodyOf } from "./openapi.ts";
import type { Api, ApiKind, Authorizer, Claim } from "./operation.ts";
import { apiResources, operationsOf, operationsOfApi } from "./operations.ts";
import { isRoute } from "./operations-events.ts";
import { definedAuthorizers } from "./operations-openapi.ts";
import { referredTo, textOf } from "./references.ts";
import { isMade } from "./serverless-made.ts";
import { serverlessTriggers } from "./triggers-serverless.ts";
import type { Value } from "./value.ts";
import { at, items, text } from "./value.ts";

/** The APIs of a template: those that are resources, and those that a Serverless service has made for its events. */
export const apisOf = (template: Template): readonly Api[] => [
  ...apiResources(template).map(describedApi),
  ...(template.dialect === "serverless" ? serviceApis(template) : []),
];

/** The API that a resource is. */
export const apiOf = (resource: Resource): Api | undefined =>
  resource.type === "AWS::ApiGateway::RestApi" || resource.type === "AWS::ApiGatewayV2::Api"
    ? describedApi(resource)
    : undefined;

function kindOfApi(resource: Resource): ApiKind {
  if (resource.type === "AWS::ApiGateway::RestApi") return "rest-api";
  return textOf(resource, "ProtocolType") === "WEBSOCKET" ? "websocket" : "http-api";
}

const describedApi = derived((resource): Api => {
  const { template, name, key } = resource;
  const value = (path: string): Value | undefined => resource.property(path)?.value;
  const body = bodyOf(resource);
  return {
    kind: kindOfApi(resource),
    resource,
    name: isMade(resource) ? serviceName(template) : name,
    key,
    operations: operationsOfApi(resource),
    stages: stagesOf(resource),
    authorizers: authorizersOf(resource),
    isPrivate: isPrivate(value("EndpointConfiguration/Types")),
    policy: value("Policy") ?? at(body, "x-amazon-apigateway-policy"),
    cors: value("CorsConfiguration") ?? value("Cors") ?? at(body, "x-amazon-apigateway-cors"),
    isComplete: body ? at(body, "paths")?.kind === "known" : value("BodyS3Location") === undefined,
  };
});

function isPrivate(types: Value | undefined): Claim {
  if (!types) return false;
  if (types.kind !== "known" || items(types).some((type) => text(type) === undefined)) return "unknown";
  return items(types).some((type) => text(type) === "PRIVATE");
}

/** The resources of some types that name an API under a property. */
function ofApi(api: Resource, types: readonly string[], path: string): readonly Resource[] {
  const all = types.flatMap((type) => resourcesOfType(api.template, type));
  return all.filter((one) => referredTo(one.property(path)?.value, api.template) === api);
}

const isRest = (api: Resource): boolean => api.type === "AWS::ApiGateway::RestApi";

const stagesOf = (api: Resource): readonly Resource[] =>
  isRest(api) ? ofApi(api, ["AWS::ApiGateway::Stage"], "RestApiId") : ofApi(api, ["AWS::ApiGatewayV2::Stage"], "ApiId");

function authorizersOf(api: Resource): readonly Authorizer[] {
  const own = isRest(api)
    ? ofApi(api, ["AWS::ApiGateway::Authorizer"], "RestApiId")
    : ofApi(api, ["AWS::ApiGatewayV2::Authorizer"], "ApiId");
  if (isMade(api)) return serviceAuthorizers(routesIn(api.template, kindOfApi(api)), api.template);
  const described = api.writtenAs.startsWith("AWS::Serverless::") ? samAuthorizersOf(api) : definedAuthorizers(api);
  return [...described, ...own.map(authorizerResource)];
}

interface Route {
  readonly trigger: Trigger;
  readonly owner: Resource;
}

const routesIn = (template: Template, kind: ApiKind): readonly Route[] =>
  template.resources
    .filter((one) => one.writtenAs === "functions")
    .flatMap((owner) =>
      serverlessTriggers(owner)
        .filter(isRoute)
        .map((trigger): Route => ({ trigger, owner })),
    )
    .filter(({ trigger }) => trigger.kind === kind);

const serviceApis = derivedOnce((template): readonly Api[] => {
  const kinds: readonly ApiKind[] = ["rest-api", "http-api", "websocket"];
  return kinds.flatMap((kind) => {
    const own = routesIn(template, kind);
    return own.length > 0 ? serviceApi(kind, own, template) : [];
  });
});

/** What an API that the framework makes is called. */
function serviceName(template: Template): string {
  const root = template.resolve(template.root);
  return text(at(root, "provider", "apiName")) ?? text(at(root, "service")) ?? "the service";
}

/** None where the framework's API is a resource already, which has the operations. */
function serviceApi(kind: ApiKind, routes: readonly Route[], template: Template): Api[] {
  const operations = operationsOf(template).filter(
    (one) => one.kind === kind && one.declaredBy.writtenAs === "functions" && !one.api,
  );
  const [first] = operations;
  if (!first) return [];
  const provider = template.section("provider");
  const shared = provider && template.resolve(provider);
  const endpoint = at(shared, "endpointType") ?? at(shared, "apiGateway", "endpoint", "type");
  const type = text(endpoint)?.toUpperCase();
  return [
    {
      kind,
      resource: undefined,
      name: serviceName(template),
      key: first.key,
      operations,
      stages: [],
      authorizers: serviceAuthorizers(routes, template),
      isPrivate: kind === "rest-api" && endpoint ? (type === undefined ? "unknown" : type === "PRIVATE") : false,
      policy:
        kind === "rest-api" ? (at(shared, "apiGateway", "resourcePolicy") ?? at(shared, "resourcePolicy")) : undefined,
      cors: kind === "http-api" ? at(shared, "httpApi", "cors") : undefined,
      isComplete: true,
    },
  ];
}
