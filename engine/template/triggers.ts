import { memo } from "../memo.ts";
import type { Resource, Template, Trigger, TriggerKind } from "./model.ts";
import { functionReferredTo } from "./references.ts";
import { type Link, linksOf } from "./triggers-cloudformation.ts";
import { samAuthorizers, samTriggers } from "./triggers-sam.ts";
import { serverlessAuthorizers, serverlessTriggers } from "./triggers-serverless.ts";

/** What makes a function run, wherever the template says so. Empty for other resources. */
export const triggersOf = memo((resource: Resource): readonly Trigger[] => {
  if (resource.type !== "AWS::Lambda::Function") return [];
  const links = linksByFunction(resource.template).get(resource) ?? [];
  const told = [...ownTriggers(resource), ...links.filter((link) => !link.isPermission).map((link) => link.trigger)];
  const permitted = links.filter((link) => link.isPermission).map((link) => link.trigger);
  return [...told, ...permitted.filter((trigger) => !told.some((other) => explains(other, trigger)))];
});

function ownTriggers(resource: Resource): Trigger[] {
  if (resource.writtenAs === "AWS::Serverless::Function") return samTriggers(resource);
  return resource.writtenAs === "functions" ? serverlessTriggers(resource) : [];
}

/** Kinds of triggers that call with the same permission. */
const families: readonly (readonly TriggerKind[])[] = [
  ["rest-api", "http-api", "websocket", "authorizer"],
  ["eventbridge", "schedule"],
];

const explains = (told: Trigger, permitted: Trigger): boolean =>
  told.kind === permitted.kind ||
  families.some((family) => family.includes(told.kind) && family.includes(permitted.kind));

/** Triggers that stand outside of their function, in one walk over the template. */
const linksByFunction = memo((template: Template): ReadonlyMap<Resource, readonly Link[]> => {
  const found = new Map<Resource, Link[]>();
  for (const link of [...authorizersOf(template), ...template.resources.flatMap(linksOf)]) {
    const resource = functionReferredTo(link.target, template);
    if (!resource) continue;
    const links = found.get(resource);
    if (links) links.push(link);
    else found.set(resource, [link]);
  }
  return found;
});

function authorizersOf(template: Template): readonly Link[] {
  if (template.dialect === "sam") return samAuthorizers(template);
  return template.dialect === "serverless" ? serverlessAuthorizers(template) : [];
}
