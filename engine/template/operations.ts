import { derived, gathered } from "./derived.ts";
import type { Resource, Template } from "./model.ts";
import { resourcesOfType } from "./of-type.ts";
import type { Operation } from "./operation.ts";
import { methodOperation, quickOperation, routeOperation } from "./operations-cloudformation.ts";
import { isRoute, samOperation, serviceOperation } from "./operations-events.ts";
import { definedOperations } from "./operations-openapi.ts";
import { samTriggers } from "./triggers-sam.ts";
import { serverlessTriggers } from "./triggers-serverless.ts";

/** All that the text of one resource declares, also what a definition tells better. */
const declaredIn = derived((resource): readonly Operation[] => {
  switch (resource.type) {
    case "AWS::ApiGateway::Method":
      return [methodOperation(resource)];
    case "AWS::ApiGatewayV2::Route":
      return [routeOperation(resource)];
    case "AWS::ApiGateway::RestApi":
      return definedOperations(resource);
    case "AWS::ApiGatewayV2::Api":
      return [quickOperation(resource) ?? [], definedOperations(resource)].flat();
    default:
      return eventOperations(resource);
  }
});

/**
 * The operations that the text of a resource declares: each operation belongs to one resource. An event of a SAM API with a definition that
 * has its route only lets the API call the function: the definition has the operation.
 */
export const operationsAt = derived((resource): readonly Operation[] =>
  declaredIn(resource).filter(
    (one) =>
      !one.api ||
      one.declaredBy === one.api ||
      !routesOf(one).some((route) => one.api && definedRoutes(one.api).has(route)),
  ),
);

const definedRoutes = derived(
  (api): ReadonlySet<string> =>
    new Set(
      declaredIn(api)
        .filter((one) => one.declaredBy === api)
        .flatMap(routesOf),
    ),
);

const routesOf = ({ method, path }: Operation): readonly string[] =>
  method !== undefined && path !== undefined ? [`${method} ${path}`] : [];

const everywhere = gathered((resource) => operationsAt(resource).map((one) => ["", one]));

/** What the APIs of a template offer, each operation once, whatever dialect says it. */
export const operationsOf = (template: Template): readonly Operation[] => everywhere(template, "");

const byApi = gathered((resource) => operationsAt(resource).flatMap((one) => (one.api ? [[one.api.name, one]] : [])));

/** The operations of an API of the template. */
export const operationsOfApi = (api: Resource): readonly Operation[] => byApi(api.template, api.name);

function eventOperations(resource: Resource): readonly Operation[] {
  if (resource.writtenAs === "functions")
    return serverlessTriggers(resource)
      .filter(isRoute)
      .map((trigger) => serviceOperation(trigger, resource));
  if (resource.writtenAs !== "AWS::Serverless::Function" && resource.writtenAs !== "AWS::Serverless::StateMachine")
    return [];
  return samTriggers(resource)
    .filter(isRoute)
    .map((trigger) => samOperation(trigger, resource));
}

/** The types of resources whose text may declare operations: what a rule about operations wakes at. */
export const operationTypes = [
  "AWS::ApiGateway::Method",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGatewayV2::Api",
  "AWS::Lambda::Function",
  "AWS::StepFunctions::StateMachine",
] as const;

/** The APIs that a template describes as resources. */
export const apiResources = (template: Template): readonly Resource[] =>
  ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].flatMap((type) => resourcesOfType(template, type));
