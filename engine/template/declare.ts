import { memoByText } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { entriesIn, field, mappingOf, textIn } from "./fields.ts";
import type { Dialect, Resource, Template } from "./model.ts";
import { propertyNamed, type Vocabulary, writtenKeys } from "./naming.ts";
import type { Layers } from "./property.ts";
import type { Resolver } from "./scope.ts";

/** What a dialect knows about one resource. */
export interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly writtenAs: string;
  readonly entry: Entry;
  readonly layers: Layers;
  readonly vocabulary: Vocabulary;
  /** The mapping below which properties are written, and the keys that lead to them. */
  readonly body?: Mapping;
  readonly prefix: readonly string[];
  readonly properties?: Mapping;
}

export function resourceFrom(template: Template, declaration: Declaration): Resource {
  const { name, type, writtenAs, entry, layers, vocabulary, body, prefix, properties } = declaration;
  return {
    template,
    name,
    type,
    writtenAs,
    key: entry.key,
    entry,
    properties,
    property: memoByText((path) => propertyNamed(path, layers, vocabulary, entry.key)),
    spelling(path) {
      const keys = writtenKeys(path, vocabulary);
      return body && keys && { under: body, keys: [...prefix, ...keys] };
    },
  };
}

/** CloudFormation's own names. */
export const plain: Vocabulary = { namings: [], alike: true };

/** What a type of resource is called in CloudFormation, how it spells its properties, and what all of its kind share. */
export interface Reading {
  readonly type: string;
  readonly vocabulary: Vocabulary;
  readonly shared?: Node;
}

export const asWritten = (type: string): Reading => ({ type, vocabulary: plain });

/** The resources of a `Resources` mapping. Entries without a type are left out. */
export function resourcesIn(
  resources: Node | undefined,
  template: Template,
  resolver: Resolver,
  read: (type: string) => Reading = asWritten,
): Resource[] {
  return entriesIn(resources).flatMap((entry) => {
    const body = mappingOf(entry.value);
    const writtenAs = textIn(field(body, "Type"));
    if (!body || !writtenAs) return [];
    const { type, vocabulary, shared } = read(writtenAs);
    const written = field(body, "Properties");
    const macro = written ? undefined : field(body, "Fn::Transform");
    const layers = { own: resolved(written ?? macro, resolver), shared: resolved(shared, resolver) };
    const properties = mappingOf(written);
    return resourceFrom(template, {
      name: String(entry.key.value),
      type,
      writtenAs,
      entry,
      layers,
      vocabulary,
      body,
      prefix: ["Properties"],
      properties,
    });
  });
}

const resolved = (node: Node | undefined, resolver: Resolver) => node && resolver.resolve(node);

export interface TemplateParts {
  readonly document: TreeDocument;
  readonly dialect: Dialect;
  readonly root: Mapping;
  readonly resolver: Resolver;
  /** Other names under which a resource is referred to. */
  otherName?(resource: Resource): string | undefined;
  declare(template: Template): readonly Resource[];
}

export function templateFrom(parts: TemplateParts): Template {
  const { document, dialect, root, resolver } = parts;
  let resources: readonly Resource[] | undefined;
  let named: ReadonlyMap<string, Resource> | undefined;
  const template: Template = {
    document,
    dialect,
    root,
    get resources() {
      resources ??= parts.declare(template);
      return resources;
    },
    resource(name) {
      named ??= byName(template.resources, parts);
      return named.get(name);
    },
    resolve: (node) => resolver.resolve(node),
  };
  return template;
}

function byName(resources: readonly Resource[], parts: TemplateParts): ReadonlyMap<string, Resource> {
  const names = new Map<string, Resource>();
  for (const resource of resources) {
    const other = parts.otherName?.(resource);
    if (other !== undefined) names.set(other, resource);
  }
  for (const resource of resources) names.set(resource.name, resource);
  return names;
}
