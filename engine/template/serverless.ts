import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { amidst } from "./beside.ts";
import { resourceFrom, resourcesIn, templateFrom } from "./declare.ts";
import { entriesIn, field, mappingOf, textIn } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import { templateScope } from "./parameters.ts";
import type { Resolver, Scope } from "./scope.ts";
import { apiResources } from "./serverless-apis.ts";
import { withExtensions } from "./serverless-extensions.ts";
import { feedResources } from "./serverless-feeds.ts";
import { filesBehind, recording } from "./serverless-files.ts";
import { functionParts } from "./serverless-function-parts.ts";
import { layerResources } from "./serverless-layers.ts";
import { functionId } from "./serverless-made.ts";
import { functionNames } from "./serverless-names.ts";
import { withImage, withoutVpc } from "./serverless-own.ts";
import { resourceParts, solid } from "./serverless-parts.ts";
import { roleResource } from "./serverless-role.ts";
import { type Service, serviceOf } from "./serverless-service.ts";
import { ruleResources } from "./serverless-sources.ts";
import { storeResources } from "./serverless-stores.ts";
import type { Surroundings } from "./surroundings.ts";
import { resolverOf } from "./values.ts";
import { variablesIn } from "./variables.ts";

/** The files that a template of a service reads. */
const readings = new WeakMap<Template, () => readonly string[]>();

/**
 * A Serverless Framework service: its functions with `provider` merged in, what the framework makes for them, and the CloudFormation under
 * `resources`.
 */
export function serverlessTemplate(document: TreeDocument, root: Mapping, around: Surroundings): Template {
  const { seen, reading } = recording(around, document.file.path);
  const resolver = serviceResolver(document, root, reading);
  const parts = resourceParts(root, resolver);
  const template = templateFrom({
    document,
    dialect: "serverless",
    root,
    resolver,
    sections: parts,
    declare: (declared) => resourcesOf(serviceOf(root, resolver), parts, declared),
  });
  readings.set(template, () => filesBehind(document, resolver, reading, seen));
  return amidst(template, reading, resolver);
}

/** The paths of the other files that a service is read from, in the order in which they are met. */
export const filesOf = memo((template: Template): ReadonlySet<string> => new Set(readings.get(template)?.() ?? []));

/** What is written comes before what is made of it; a written resource of a made one's name stands for both. */
function resourcesOf(service: Service, parts: readonly Mapping[], template: Template): readonly Resource[] {
  const { resolver } = service;
  const functions = service.functions.map((one) => functionResource(one, service, template));
  const written = parts.flatMap((part) => writtenResources(part, template, resolver));
  const made = service.isForAws ? allMade(service, template) : [];
  return withExtensions({ functions, written, made, parts, resolver });
}

const allMade = (service: Service, template: Template): readonly Resource[] => [
  ...apiResources(service, template),
  ...functionParts(service, template),
  ...feedResources(service, template),
  ...ruleResources(service, template),
  ...storeResources(service, template),
  ...layerResources(service, template),
  ...roleResource(service, template),
];

function functionResource(one: Service["functions"][number], service: Service, template: Template): Resource {
  const { name, entry, body, own } = one;
  const declared = resourceFrom(template, {
    name,
    alias: functionId(name),
    type: "AWS::Lambda::Function",
    writtenAs: "functions",
    entry,
    layers: { own, shared: service.provider?.value },
    vocabulary: { namings: functionNames, alike: false },
    body,
    prefix: [],
    properties: body,
  });
  return withImage(withoutVpc(declared, own), own, service);
}

/** The resources of one part; a resource's body may stand in another file. */
function writtenResources(part: Mapping, template: Template, resolver: Resolver): Resource[] {
  const resources = field(part, "Resources");
  const here = resourcesIn(resources, template, resolver);
  const elsewhere = entriesIn(resources).flatMap((entry) => {
    const body = mappingOf(solid(entry.value, resolver));
    const type = body && body !== mappingOf(entry.value) ? textIn(field(body, "Type")) : undefined;
    if (!body || type === undefined) return [];
    const properties = field(body, "Properties");
    return resourceFrom(template, {
      name: String(entry.key.value),
      type,
      writtenAs: type,
      entry,
      layers: { own: properties && resolver.resolve(properties) },
      vocabulary: { namings: [], alike: true },
      body,
      prefix: ["Properties"],
      properties: mappingOf(properties),
    });
  });
  return [...here, ...elsewhere];
}

function serviceResolver(document: TreeDocument, root: Mapping, around: Surroundings): Resolver {
  const scopeFor = (assumes: boolean, own: () => Resolver): Scope =>
    scopeOver(
      root,
      assumes,
      () => resolver,
      (text, at) => variablesIn(text, at, { document, root, resolver: own(), around, assumes }),
    );
  const certain = scopeFor(false, () => resolver.certain);
  const scope: Scope = { ...scopeFor(true, () => resolver), certain };
  const resolver = resolverOf(scope);
  return resolver;
}

/** The names of all parts of `resources`; none while the parts themselves are being found. */
function scopeOver(root: Mapping, assumes: boolean, resolver: () => Resolver, variables: Scope["variables"]): Scope {
  let names: readonly Scope[] | undefined;
  const found = (): readonly Scope[] => {
    if (names) return names;
    names = [];
    names = resourceParts(root, resolver()).map((part) =>
      assumes ? templateScope(part) : templateScope(part).certain,
    );
    return names;
  };
  const first = <T>(ask: (scope: Scope) => T | undefined): T | undefined => {
    for (const scope of found()) {
      const answer = ask(scope);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
  const scope: Scope = {
    parameter: (name) => first((part) => part.parameter(name)),
    condition: (name) => first((part) => part.condition(name)),
    mapping: (name) => first((part) => part.mapping(name)),
    variables,
    get certain() {
      return scope;
    },
  };
  return scope;
}
