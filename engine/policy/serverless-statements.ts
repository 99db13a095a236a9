import { field } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Value } from "../template/value.ts";
import { at, items, text } from "../template/value.ts";
import { type Standing, type StatementSet, statementsIn, union } from "./read-statement.ts";

/** The statements under `provider`, for the role that all functions share: the present spelling and the old one. */
export function providerStatements(template: Template): StatementSet {
  const value = sectionOf(template, "provider");
  const standing: Standing = { document: template.document, template, role: "identity" };
  const lists = [at(value, "iam", "role", "statements"), at(value, "iamRoleStatements")];
  return union(lists.map((list) => statementsIn(list, standing)));
}

/** A function's own statements. */
export function functionStatements(owner: Resource): StatementSet {
  const { template } = owner;
  const standing: Standing = { document: template.document, template, owner, role: "identity" };
  return statementsIn(ownStatements(owner), standing);
}

/** `iamRoleStatements`, as the plugin for roles per function reads it. */
export const ownStatements = (owner: Resource): Value | undefined => at(bodyOf(owner), "iamRoleStatements");

/** Whether the function's own statements come on top of the shared ones. */
export const inheritsShared = (owner: Resource): Value | undefined => at(bodyOf(owner), "iamRoleStatementsInherit");

const bodyOf = (owner: Resource): Value => owner.template.resolve(owner.entry.value);

/** The value of a top-level key. */
export function sectionOf(service: Template, key: string): Value | undefined {
  const section = field(service.root, key);
  return section && service.resolve(section);
}

/** The names under `plugins`, a list or the list `plugins.modules`. */
export function pluginsOf(service: Template): readonly string[] {
  const plugins = sectionOf(service, "plugins");
  return items(at(plugins, "modules") ?? plugins).flatMap((name) => text(name) ?? []);
}
