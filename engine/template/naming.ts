import type { Scalar } from "../syntax/node.ts";
import type { Json, Property } from "./model.ts";
import { computedMap, type Layers, layeredAt, propertyAt } from "./property.ts";
import type { MapValue, Value } from "./value.ts";
import { known } from "./value.ts";

/** How a dialect spells one property. Paths have their keys apart by `/`. */
export interface Naming {
  /** CloudFormation's path. */
  readonly property: string;
  /** The path in the resource's own text; "" for what is made of the whole of it and cannot be written by itself. */
  readonly own: string;
  /** The path in what all resources share, if another; "" where it is never shared. */
  readonly shared?: string;
  /** The own value replaces the shared one instead of being merged with it. */
  readonly replaces?: true;
  /** What the written value means to CloudFormation, if not the same. Undefined: nothing. */
  meaning?(value: Value): Value | undefined;
  /** What is written for a value of CloudFormation's, if not the value itself. Undefined: it cannot be said. */
  written?(value: Json): Json | undefined;
}

/** How a dialect spells the properties of one type. `alike`: names that are not listed are CloudFormation's own. */
export interface Vocabulary {
  readonly namings: readonly Naming[];
  readonly alike: boolean;
}

const keysOf = (path: string): string[] => (path === "" ? [] : path.split("/"));

/** The property at CloudFormation's path, read through the dialect's names. `key`: stands for keys that are written nowhere. */
export function propertyNamed(path: string, layers: Layers, vocabulary: Vocabulary, key: Scalar): Property | undefined {
  const above = vocabulary.namings.filter((naming) => isWithin(path, naming.property)).sort(byLength);
  for (const naming of above) {
    const found = throughNaming(path, naming, layers, key);
    if (found) return found;
  }
  const below = vocabulary.namings.filter((naming) => naming.property !== path && isWithin(naming.property, path));
  const computed = below.length > 0 ? fromParts(path, below, layers, vocabulary, key) : undefined;
  if (computed) return computed;
  return vocabulary.alike || isUnreadable(layers.own) ? layeredAt(layers, keysOf(path)) : undefined;
}

const nothing: MapValue = { kind: "map", get: () => undefined, entries: [] };

const nothingAt = (key: Scalar): Property => ({ value: known(key, nothing), at: key, inherited: false });

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`);

const byLength = (a: Naming, b: Naming): number => b.property.length - a.property.length;

const isUnreadable = (own: Value | undefined): boolean => own !== undefined && own.kind !== "known";

function throughNaming(path: string, naming: Naming, layers: Layers, key: Scalar): Property | undefined {
  const rest = keysOf(path.slice(naming.property.length + 1));
  const own = keysOf(naming.own);
  const shared = keysOf(naming.shared ?? naming.own);
  const visible = naming.shared === "" ? { own: layers.own } : layers;
  if (!naming.meaning) return layeredAt(visible, [...own, ...rest], [...shared, ...rest], naming.replaces);
  const written = layeredAt(visible, own, shared, naming.replaces) ?? (naming.own === "" ? nothingAt(key) : undefined);
  const value = written && naming.meaning(written.value);
  if (!value) return undefined;
  const meant: Property = { ...written, value };
  if (rest.length === 0) return meant;
  const inner = propertyAt(meant.value, rest, meant.inherited);
  return inner && { ...inner, key: inner.key ?? meant.key };
}

/** The map at `path`, put together from the properties below it. */
function fromParts(
  path: string,
  below: readonly Naming[],
  layers: Layers,
  vocabulary: Vocabulary,
  key: Scalar,
): Property | undefined {
  const depth = keysOf(path).length;
  const names = new Set(below.flatMap((naming) => keysOf(naming.property)[depth] ?? []));
  const parts = new Map<string, Property>();
  for (const name of names) {
    const part = propertyNamed(`${path}/${name}`, layers, { ...vocabulary, alike: false }, key);
    if (part) parts.set(name, part);
  }
  const [first] = parts.values();
  if (!first) return undefined;
  return { value: known(first.at, computedMap(parts, key)), key: first.key, at: first.at, inherited: first.inherited };
}

/** The keys under which the dialect writes a CloudFormation path, below the resource's own properties. Undefined: it cannot. */
function writtenKeys(path: string, vocabulary: Vocabulary): readonly string[] | undefined {
  const [naming] = vocabulary.namings.filter((candidate) => isWithin(path, candidate.property)).sort(byLength);
  if (naming?.own === "" && (naming.meaning || naming.property === path)) return undefined;
  if (naming) return [...keysOf(naming.own), ...keysOf(path.slice(naming.property.length + 1))];
  return vocabulary.alike ? keysOf(path) : undefined;
}

/** The keys for a path, and how a value for it is written. Undefined: it cannot be. */
export function writtenAt(
  path: string,
  vocabulary: Vocabulary,
): { readonly keys: readonly string[]; readonly written?: Naming["written"] } | undefined {
  const keys = writtenKeys(path, vocabulary);
  const [naming] = vocabulary.namings.filter((candidate) => isWithin(path, candidate.property)).sort(byLength);
  if (!keys || (naming?.written && naming.property !== path)) return undefined;
  return naming?.written ? { keys, written: naming.written } : { keys };
}
