import { memo, memoByText } from "../memo.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import type { Declaration } from "./declare.ts";
import { field, fieldsOf, mappingOf } from "./fields.ts";
import type { Resource } from "./model.ts";
import type { Naming } from "./naming.ts";
import type { Layers } from "./property.ts";
import type { Unknown, Value } from "./value.ts";
import { at, known, text, unknown } from "./value.ts";

/** A SAM resource with its values: its own ones, and those of `Globals`. */
export interface Written {
  readonly resource: Resource;
  readonly body: Mapping | "root";
  readonly layers: Layers;
  /** The keys from `body` to the properties. */
  readonly prefix: readonly string[];
  /** The mapping of `Globals` that holds for resources of its type. */
  readonly globals?: Node | undefined;
}

/** Names of properties for one owner: the same list each time, so that what is read through it can be kept. */
export type NamingsFor = (owner: string) => readonly Naming[];

export const namingsFor = (make: (owner: string) => readonly Naming[]): NamingsFor => memoByText(make);

/** The property that names the resource for which SAM makes another. */
export const ownerAs = (property: string, owner: string, attribute?: string): Naming => ({
  property,
  own: "",
  shared: "",
  meaning: (value) => referenceTo(owner, value.at, attribute),
});

export function referenceTo(resource: string, node: Node, attribute?: string): Unknown {
  const pattern = attribute === undefined ? `\${${resource}}` : `\${${resource}.${attribute}}`;
  return unknown(node, `'${resource}' is known after deployment`, { refersTo: { resource, attribute }, pattern });
}

export const same = (property: string, own = property): Naming => ({ property, own });

/** A property that nothing writes: SAM sets it. */
export const constant = (property: string, value: string | number | boolean): Naming => ({
  property,
  own: "",
  shared: "",
  meaning: (written) => known(written.at, value),
});

/** Stands for properties that are written nowhere. */
export const nothingAt = memo((node: Node): Value => known(node, { kind: "map", get: () => undefined, entries: [] }));

/** What SAM makes of a property or by itself. `at`: the property that asks for it; undefined: it is always made. */
export interface Kind {
  readonly type: string;
  readonly at?: string;
  readonly namings: NamingsFor;
  /** Its logical id. */
  name(owner: string, layers: Layers): string;
  isMade?(layers: Layers): boolean;
}

/** The declaration of a resource that SAM makes beside the one that is written. Undefined: it makes none. */
export function madeBeside(written: Written, kind: Kind): Declaration | undefined {
  const { resource, body, layers, prefix } = written;
  const entry = kind.at === undefined ? resource.entry : entryFor(kind.at, written);
  if (!entry || kind.isMade?.(layers) === false) return undefined;
  const own = layers.own ?? nothingAt(resource.entry.value);
  return {
    name: kind.name(resource.name, layers),
    type: kind.type,
    writtenAs: `${resource.writtenAs}/${kind.at ?? kind.type.replace(/^.*::/, "")}`,
    entry,
    layers: { own, ...(layers.shared ? { shared: layers.shared } : {}) },
    vocabulary: { namings: kind.namings(resource.name), alike: false },
    body,
    prefix,
  };
}

/** The entry of a property: the resource's own, else that of `Globals`. */
function entryFor(path: string, { body, prefix, globals }: Written): Entry | undefined {
  let own: Node | undefined = body === "root" ? undefined : body;
  for (const key of prefix) own = field(own, key);
  return entryAt(own, path) ?? entryAt(globals, path);
}

function entryAt(node: Node | undefined, path: string): Entry | undefined {
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  let here = node;
  for (const key of keys) here = field(here, key);
  const mapping = mappingOf(here);
  return mapping && fieldsOf(mapping).get(last);
}

/** The text of a property, the own one or that of `Globals`. */
export const textIn = (layers: Layers, ...path: readonly string[]): string | undefined =>
  text(valueIn(layers, ...path));

export const valueIn = ({ own, shared }: Layers, ...path: readonly string[]): Value | undefined =>
  at(own, ...path) ?? at(shared, ...path);
