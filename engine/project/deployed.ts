import { type Grants, grantsOf } from "../policy/grants.ts";
import { derived } from "../template/derived.ts";
import type { Resource, Template, Trigger } from "../template/model.ts";
import { resourcesOfType } from "../template/of-type.ts";
import { triggersOf } from "../template/triggers.ts";
import type { Value } from "../template/value.ts";
import { map } from "../template/value.ts";
import { type HandlerReference, handlerOf } from "./handler.ts";

export type { Grants } from "../policy/grants.ts";
export type { HandlerReference } from "./handler.ts";

/** One deployed function: what runs, when, and as whom. */
export interface Deployed {
  readonly resource: Resource;
  readonly template: Template;
  /** Undefined: its code is not in the template's folder, or not to be known. */
  readonly handler?: HandlerReference;
  readonly triggers: readonly Trigger[];
  /** Environment variables set for it, from the function and from `Globals`/`provider`. */
  readonly environment: ReadonlyMap<string, Value>;
  readonly grants: Grants;
}

/** The functions that a template deploys. */
export const deployedOf = (template: Template): readonly Deployed[] =>
  resourcesOfType(template, "AWS::Lambda::Function").map(deployment);

const deployment = derived(
  (resource): Deployed => ({
    resource,
    get template() {
      return resource.template;
    },
    handler: handlerOf(resource),
    triggers: triggersOf(resource),
    environment: environmentOf(resource),
    grants: grantsOf(resource),
  }),
);

function environmentOf(resource: Resource): ReadonlyMap<string, Value> {
  const variables = map(resource.property("Environment/Variables")?.value)?.entries ?? [];
  return new Map(variables.map(({ key, value }) => [String(key.value), value]));
}
