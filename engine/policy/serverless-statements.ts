import type { Resource, Template } from "../template/model.ts";
import type { Value } from "../template/value.ts";
import { at, boolean, items, map, text } from "../template/value.ts";
import { noStatements, type Standing, type StatementSet, statementsIn, union } from "./read-statement.ts";
import { managedPolicies } from "./roles.ts";

/** The statements under `provider`, for the role that all functions share: the present spelling and the old one. */
export function providerStatements(template: Template): StatementSet {
  const standing: Standing = { template, role: "identity" };
  return union(providerLists(template).map((list) => statementsIn(list, standing)));
}

export function providerLists(template: Template): readonly (Value | undefined)[] {
  const value = sectionOf(template, "provider");
  return [at(value, "iam", "role", "statements"), at(value, "iamRoleStatements")];
}

/** A function's own statements. */
export function functionStatements(owner: Resource): StatementSet {
  const standing: Standing = { owner, role: "identity" };
  return statementsIn(ownStatements(owner), standing);
}

/** What the policies allow that a role of the function's own is given by name. */
export function functionPolicies(owner: Resource): StatementSet {
  const { template } = owner;
  const shared = isPerFunction(template) ? [at(sectionOf(template, "provider"), "iam", "role", "managedPolicies")] : [];
  const lists = [at(bodyOf(owner), "iam", "role", "managedPolicies"), ...shared];
  return union(lists.map((list) => managedPolicies(list, template, owner)));
}

/** `iam.role.statements` as version 4 has it, `iamRoleStatements` as the plugin for roles per function reads it. */
export const ownStatements = (owner: Resource): Value | undefined =>
  at(bodyOf(owner), "iam", "role", "statements") ?? at(bodyOf(owner), "iamRoleStatements");

const plugin = "serverless-iam-roles-per-function";

/** Whether the framework, or the plugin for that, makes a role for the function alone. */
export function hasOwnRole(owner: Resource): boolean {
  if (isPerFunction(owner.template)) return true;
  const role = at(bodyOf(owner), "iam", "role");
  if (at(role, "statements") ?? at(role, "managedPolicies")) return true;
  return pluginsOf(owner.template).includes(plugin) && at(bodyOf(owner), "iamRoleStatements") !== undefined;
}

/**
 * Whether a plugin puts statements of its own into the role that functions share: Lift does for the constructs of a service.
 * Source: the package `serverless-lift` 1.37.7, `plugin.js` (November 2026)
 */
export function addsStatements(service: Template): boolean {
  const constructs = sectionOf(service, "constructs");
  if (!constructs || !pluginsOf(service).includes("serverless-lift")) return false;
  const says = at(sectionOf(service, "lift"), "automaticPermissions");
  return !says || boolean(says) !== false;
}

const isPerFunction = (service: Template): boolean =>
  text(at(sectionOf(service, "provider"), "iam", "role", "mode")) === "perFunction";

/** What the shared statements add to those of a function with its own role. */
export function inherited(owner: Resource, shared: StatementSet): StatementSet {
  const { template } = owner;
  const own = at(bodyOf(owner), "iam", "inheritStatements") ?? at(bodyOf(owner), "iamRoleStatementsInherit");
  const byDefault = at(sectionOf(template, "custom"), plugin, "defaultInherit");
  const says = own ?? (isPerFunction(template) ? true : byDefault);
  if (says === true) return shared;
  return says && boolean(says) !== false ? shared : noStatements;
}

const bodyOf = (owner: Resource): Value => owner.template.resolve(owner.entry.value);

/** The value of a top-level key. */
export function sectionOf(service: Template, key: string): Value | undefined {
  const section = service.section(key);
  return section && service.resolve(section);
}

/** The names under `plugins`, a list or the list `plugins.modules`. */
function pluginsOf(service: Template): readonly string[] {
  const plugins = sectionOf(service, "plugins");
  return items(map(plugins) ? at(plugins, "modules") : plugins).flatMap((name) => text(name) ?? []);
}
