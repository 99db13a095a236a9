import { derived, derivedOnce, gathered } from "./derived.ts";
import type { Resource, Trigger, TriggerKind } from "./model.ts";
import { definedOperations } from "./operations-openapi.ts";
import { functionReferredTo } from "./references.ts";
import { isMade } from "./serverless-made.ts";
import { type Link, linksOf } from "./triggers-cloudformation.ts";
import { samAuthorizers, samTriggers } from "./triggers-sam.ts";
import { serverlessAuthorizers, serverlessTriggers } from "./triggers-serverless.ts";

/** What makes a function run, wherever the template says so. Empty for other resources. */
export const triggersOf = derived((resource): readonly Trigger[] => {
  if (resource.type !== "AWS::Lambda::Function") return [];
  const { template, name } = resource;
  const named = authorizersOf(template).filter((link) => functionReferredTo(link.target, template) === resource);
  const links = [...named, ...linksTo(template, name)];
  const own = ownTriggers(resource);
  const defined = definedFor(template, name).filter((one) => !own.some((other) => isSameRoute(one, other)));
  const told = [...own, ...defined, ...links.filter((link) => !link.isPermission).map((link) => link.trigger)];
  const permitted = links.filter((link) => link.isPermission).map((link) => link.trigger);
  return [...told, ...permitted.filter((trigger) => !told.some((other) => explains(other, trigger)))];
});

function ownTriggers(resource: Resource): Trigger[] {
  if (resource.writtenAs === "AWS::Serverless::Function") return samTriggers(resource);
  return resource.writtenAs === "functions" ? serverlessTriggers(resource) : [];
}

/** The routes that definitions of APIs have for a function, by its name. */
const definedFor = gathered((api) =>
  api.type === "AWS::ApiGateway::RestApi" || api.type === "AWS::ApiGatewayV2::Api"
    ? definedOperations(api).flatMap(
        ({ kind, key, at, method, path, authorizer, runs }): (readonly [string, Trigger])[] =>
          runs
            ? [[runs.name, { kind, key, at, authorizer, ...(method ? { method } : {}), ...(path ? { path } : {}) }]]
            : [],
      )
    : [],
);

/** An event of a SAM function that lets an API with a definition call it tells the same as the definition. */
const isSameRoute = (one: Trigger, other: Trigger): boolean =>
  one.kind === other.kind && one.path === other.path && one.method?.toUpperCase() === other.method?.toUpperCase();

/** Kinds of triggers that call with the same permission. */
const families: readonly (readonly TriggerKind[])[] = [
  ["rest-api", "http-api", "websocket", "authorizer"],
  ["eventbridge", "schedule"],
];

const explains = (told: Trigger, permitted: Trigger): boolean =>
  told.kind === permitted.kind ||
  families.some((family) => family.includes(told.kind) && family.includes(permitted.kind));

/** Triggers that stand outside of their function, by the function's name; what a framework makes of events says them once more. */
const linksTo = gathered((resource) =>
  (isMade(resource) ? [] : linksOf(resource)).flatMap((link): (readonly [string, Link])[] => {
    const target = functionReferredTo(link.target, resource.template);
    return target ? [[target.name, link]] : [];
  }),
);

/** Links that are not those of one resource: a SAM API and `Globals` name authorizers, and so does `provider`. */
const authorizersOf = derivedOnce((template): readonly Link[] => {
  if (template.dialect === "sam") return samAuthorizers(template);
  return template.dialect === "serverless" ? serverlessAuthorizers(template) : [];
});
