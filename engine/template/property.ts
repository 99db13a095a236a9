import type { Scalar } from "../syntax/node.ts";
import { forEachOption } from "./combine.ts";
import type { Property } from "./model.ts";
import type { Known, MapEntry, MapValue, Value } from "./value.ts";
import { known } from "./value.ts";

/** Where properties are read from: the resource's own text, then what all resources of its kind share. */
export interface Layers {
  readonly own: Value | undefined;
  readonly shared?: Value;
}

/** The property at a path of keys (and list indexes) below a value. Undefined: surely absent. */
export function propertyAt(root: Value | undefined, path: readonly string[], inherited = false): Property | undefined {
  let here: Property | undefined = root && { value: root, at: root.at, inherited };
  for (const [index, key] of path.entries()) {
    if (!here || here.value.kind === "unknown") return here;
    if (here.value.kind === "oneOf") return throughOptions(here, path.slice(index));
    here = step(here.value, key, inherited);
  }
  return here;
}

function step(value: Known, key: string, inherited: boolean): Property | undefined {
  const content = value.value;
  if (typeof content !== "object" || content === null) return undefined;
  if (content.kind === "list") {
    const item = /^\d+$/.test(key) ? content.items[Number(key)] : undefined;
    return item && { value: item, at: item.at, inherited };
  }
  const entry = content.entries.findLast((candidate) => String(candidate.key.value) === key);
  if (entry) return { value: entry.value, key: entry.key, at: entry.node, inherited };
  const added = content.get(key);
  return added && { value: added, at: added.at, inherited };
}

/** Absent under all options is absent; under some, null there. */
function throughOptions(property: Property, rest: readonly string[]): Property | undefined {
  const { value } = property;
  if (value.kind !== "oneOf") return undefined;
  let isPresent = false;
  const derived = forEachOption(value, property.at, (option) => {
    const inner = propertyAt(option, rest)?.value;
    isPresent ||= inner !== undefined;
    return inner;
  });
  return isPresent ? { value: derived, at: property.at, inherited: property.inherited } : undefined;
}

/**
 * The property of a resource whose layers are merged: maps by key, lists one after the other (the shared one first), anything else by the
 * own value. With `replaces` the own value replaces the shared one whatever they are.
 */
export function layeredAt(
  layers: Layers,
  own: readonly string[],
  shared = own,
  replaces = false,
): Property | undefined {
  const mine = propertyAt(layers.own, own);
  const inherited = layers.shared && propertyAt(layers.shared, shared, true);
  if (!mine || !inherited || replaces) return mine ?? inherited;
  const value = merged(mine.value, inherited.value);
  return value ? { ...mine, value } : mine;
}

/** Undefined: the own value stands alone. */
function merged(own: Value, shared: Value): Value | undefined {
  if (own.kind !== "known" || shared.kind !== "known") return undefined;
  const [mine, theirs] = [own.value, shared.value];
  if (typeof mine !== "object" || typeof theirs !== "object" || mine === null || theirs === null) return undefined;
  if (mine.kind === "list" && theirs.kind === "list")
    return known(own.at, { kind: "list", items: [...theirs.items, ...mine.items] });
  if (mine.kind === "map" && theirs.kind === "map") return known(own.at, mergedMap(mine, theirs));
  return undefined;
}

function mergedMap(own: MapValue, shared: MapValue): MapValue {
  return {
    kind: "map",
    get(key) {
      const [mine, theirs] = [own.get(key), shared.get(key)];
      return mine && theirs ? (merged(mine, theirs) ?? mine) : (mine ?? theirs);
    },
    get entries() {
      const names = new Set(own.entries.map((entry) => String(entry.key.value)));
      return [...own.entries, ...shared.entries.filter((entry) => !names.has(String(entry.key.value)))];
    },
  };
}

/** A map that is written nowhere as such, from properties that stand elsewhere. */
export function computedMap(parts: ReadonlyMap<string, Property>, key: Scalar): MapValue {
  const entries = [...parts].map(
    ([name, part]): MapEntry => ({ key: { ...(part.key ?? key), value: name }, node: part.at, value: part.value }),
  );
  return { kind: "map", get: (name) => parts.get(name)?.value, entries };
}
