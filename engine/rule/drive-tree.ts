import { statementsOf } from "../policy/statements.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import { kindOf } from "../template/identify.ts";
import type { Resource } from "../template/model.ts";
import { templateOf } from "../template/template.ts";
import type { Guarded, Hit } from "./hit.ts";
import type { PolicyRule, Rule, TemplateRule } from "./rule.ts";

/** Hits of template and policy rules in one file: they depend on nothing else. */
export function* treeHits(document: TreeDocument, rules: readonly Rule[], guard: Guarded): Task<readonly Hit[]> {
  const hits: Hit[] = [];
  const path = document.file.path;
  const byType = addresses(rules);
  for (const resource of templateOf(document)?.resources ?? []) {
    for (const { rule, property } of byType.get(resource.type) ?? [])
      hits.push(...guard(rule, path, () => woken(rule, property, resource)));
    yield;
  }
  const policyRules = rules.filter((rule): rule is PolicyRule<unknown> => rule.kind === "policy");
  if (kindOf(document) === "other") return hits;
  for (const statement of statementsOf(document)) {
    for (const rule of policyRules) hits.push(...guard(rule, path, () => rule.check(statement)));
    yield;
  }
  return hits;
}

interface Address {
  readonly rule: TemplateRule<unknown>;
  readonly property: string | undefined;
}

function addresses(rules: readonly Rule[]): ReadonlyMap<string, readonly Address[]> {
  const byType = new Map<string, Address[]>();
  for (const rule of rules) {
    if (rule.kind !== "template") continue;
    for (const address of typeof rule.at === "string" ? [rule.at] : rule.at) {
      const slash = address.indexOf("/");
      const type = slash < 0 ? address : address.slice(0, slash);
      const list = byType.get(type) ?? [];
      list.push({ rule, property: slash < 0 ? undefined : address.slice(slash + 1) });
      byType.set(type, list);
    }
  }
  return byType;
}

const woken = (rule: TemplateRule<unknown>, property: string | undefined, resource: Resource) =>
  rule.check(property === undefined ? undefined : resource.property(property), resource);
