import type { Statement } from "../../engine/policy/statement.ts";
import { statementsOf, statementsOfPolicyFile } from "../../engine/policy/statements.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import type { Property, Resource, Template } from "../../engine/template/model.ts";
import { templateOf } from "../../engine/template/template.ts";
import { triggersOf } from "../../engine/template/triggers.ts";
import type { Value } from "../../engine/template/value.ts";
import { textAt } from "../../engine/text/source.ts";
import "../typescript.ts";

export function documentOf(text: string, path = "/app/template.yaml"): TreeDocument {
  const file = { path, version: 1, text };
  return path.endsWith(".json") ? readJson(file) : readYaml(file);
}

export function templateIn(text: string, path?: string): Template {
  const template = templateOf(documentOf(text, path));
  if (!template) throw new Error("it is no template");
  return template;
}

/** The statements of a template or a policy file. */
export function statementsIn(document: TreeDocument): readonly Statement[] {
  const template = templateOf(document);
  return template ? statementsOf(template) : statementsOfPolicyFile(document);
}

export function resourceIn(text: string, name: string): Resource {
  const resource = templateIn(text).resource(name);
  if (!resource) throw new Error(`there is no resource '${name}'`);
  return resource;
}

/** A value in words: `30`, `"Active"`, `["a", "b"]`, `{ Mode: "Active" }`, `30 when 'IsProd' is true, 3 when …`, `unknown ${Table.Arn}`. */
export function said(value: Value | undefined): string {
  if (!value) return "absent";
  if (value.kind === "oneOf")
    return value.options.map((option) => `${said(option.value)} when ${option.when}`).join(", ");
  if (value.kind === "unknown") return `unknown ${value.pattern ?? `because ${value.because}`}`;
  const content = value.value;
  if (typeof content !== "object" || content === null) return JSON.stringify(content);
  if (content.kind === "list") return `[${content.items.map(said).join(", ")}]`;
  return `{ ${content.entries.map((entry) => `${entry.key.value}: ${said(entry.value)}`).join(", ")} }`;
}

/** A property in words, with what the finding about it would underline: `30 at 30, inherited`. */
export function told(property: Property | undefined): string {
  if (!property) return "absent";
  return `${said(property.value)} at ${textAt(property.at)}${property.inherited ? ", inherited" : ""}`;
}

/** The triggers of a resource, one a line: `rest-api GET /photos, callers: none, at Get`. */
export function triggersIn(text: string, name: string): string[] {
  return triggersOf(resourceIn(text, name)).map((trigger) => {
    const route = [trigger.kind, trigger.method, trigger.path].filter(Boolean).join(" ");
    const facts = [
      route,
      trigger.authorizer && `callers: ${trigger.authorizer}`,
      trigger.identity && `identity: ${trigger.identity}`,
    ];
    return [...facts, `at ${trigger.key.value}`].filter(Boolean).join(", ");
  });
}
