import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { resourceFrom, resourcesIn, templateFrom } from "./declare.ts";
import { entriesIn, field, mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import { templateScope } from "./parameters.ts";
import type { Resolver, Scope } from "./scope.ts";
import { functionNames } from "./serverless-names.ts";
import { text, unknown } from "./value.ts";
import { resolverOf } from "./values.ts";
import { variablesIn } from "./variables.ts";

/** A Serverless Framework service: its functions with `provider` merged in, and the CloudFormation under `resources`. */
export function serverlessTemplate(document: TreeDocument, root: Mapping): Template {
  const resolver = serviceResolver(root);
  return templateFrom({
    document,
    dialect: "serverless",
    root,
    resolver,
    otherName: (resource) => (resource.writtenAs === "functions" ? logicalId(resource.name) : undefined),
    declare: (template) => [
      ...functionsIn(root, template, resolver),
      ...resourceParts(root).flatMap((part) => resourcesIn(field(part, "Resources"), template, resolver)),
    ],
  });
}

/** The parts of `resources`: one mapping, or a list of them. */
function resourceParts(root: Mapping): readonly Node[] {
  return itemsOf(field(root, "resources"), true);
}

function serviceResolver(root: Mapping): Resolver {
  const certain = scopeOver(root, false, () => resolver.certain);
  const scope: Scope = { ...scopeOver(root, true, () => resolver), certain };
  const resolver = resolverOf(scope);
  return resolver;
}

function scopeOver(root: Mapping, assumes: boolean, resolver: () => Resolver): Scope {
  const parts = resourceParts(root).flatMap((part) => mappingOf(part) ?? []);
  const names = parts.map((part) => (assumes ? templateScope(part) : templateScope(part).certain));
  const first = <T>(ask: (scope: Scope) => T | undefined): T | undefined => {
    for (const scope of names) {
      const found = ask(scope);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const scope: Scope = {
    parameter: (name) => first((part) => part.parameter(name)),
    condition: (name) => first((part) => part.condition(name)),
    mapping: (name) => first((part) => part.mapping(name)),
    variables: (written, at) => variablesIn(written, at, { root, resolver: resolver(), assumes }),
    get certain() {
      return scope;
    },
  };
  return scope;
}

/** Functions of a service for another cloud are left out. */
function functionsIn(root: Mapping, template: Template, resolver: Resolver): Resource[] {
  const provider = field(root, "provider");
  const cloud = provider?.kind === "scalar" ? provider : field(provider, "name");
  const name = cloud && text(resolver.resolve(cloud));
  if (name !== undefined && name !== "aws") return [];
  const shared = provider && resolver.resolve(provider);
  return functionEntries(root).map((entry) => {
    const body = mappingOf(entry.value);
    const own =
      body || isVariable(entry.value)
        ? resolver.resolve(entry.value)
        : unknown(entry.value, "the function is not described");
    return resourceFrom(template, {
      name: String(entry.key.value),
      type: "AWS::Lambda::Function",
      writtenAs: "functions",
      entry,
      layers: { own, shared },
      vocabulary: { namings: functionNames, alike: false },
      body,
      prefix: [],
      properties: body,
    });
  });
}

const isVariable = (node: Node): boolean => node.kind === "scalar" && typeof node.value === "string";

/** `functions` as a mapping, or as a list of mappings. */
function functionEntries(root: Mapping): Entry[] {
  return itemsOf(field(root, "functions"), true).flatMap((part) => [...entriesIn(part)]);
}

/** How the framework names the CloudFormation resource of a function. */
export function logicalId(name: string): string {
  const normal = name.replace(/-/g, "Dash").replace(/_/g, "Underscore");
  return `${normal.charAt(0).toUpperCase()}${normal.slice(1)}LambdaFunction`;
}
