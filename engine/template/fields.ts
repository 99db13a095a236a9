import { memo } from "../memo.ts";
import type { Alias, Entry, Mapping, Node } from "../syntax/node.ts";
import { followed } from "../syntax/node.ts";

/**
 * The entries of a mapping by key: its own, the last where a key is given twice, then those of its `<<` merges that it lacks. Each mapping
 * is visited once, so merges that multiply cost no more than their text.
 */
export const fieldsOf = memo((mapping: Mapping): ReadonlyMap<string, Entry> => {
  const fields = new Map<string, Entry>();
  const visited = new Set<Mapping>();
  const waiting: Mapping[] = [mapping];
  for (let here = waiting.pop(); here; here = waiting.pop()) {
    if (visited.has(here)) continue;
    visited.add(here);
    addMissing(fields, here);
    waiting.push(...mergedInto(here).reverse());
  }
  return fields;
});

function addMissing(fields: Map<string, Entry>, mapping: Mapping): void {
  const own = new Map<string, Entry>();
  for (const entry of mapping.entries) own.set(String(entry.key.value), entry);
  for (const [key, entry] of own) if (key !== "<<" && !fields.has(key)) fields.set(key, entry);
}

function mergedInto(mapping: Mapping): Mapping[] {
  const sources = mapping.entries.filter((entry) => entry.key.value === "<<").map((entry) => followed(entry.value));
  return sources
    .flatMap((source) => (source?.kind === "sequence" ? source.items.map(followed) : [source]))
    .filter((source) => source?.kind === "mapping");
}

/** The mapping that a node is, aliases followed. */
export function mappingOf(node: Node | undefined): Mapping | undefined {
  const at = followed(node);
  return at?.kind === "mapping" ? at : undefined;
}

/** The node under a key, aliases followed. Undefined also where the node is no mapping. */
export function field(node: Node | undefined, key: string): Exclude<Node, Alias> | undefined {
  const mapping = mappingOf(node);
  return mapping && followed(fieldsOf(mapping).get(key)?.value);
}

/** The entries of the mapping that a node is; none where it is none. */
export function entriesIn(node: Node | undefined): readonly Entry[] {
  const mapping = mappingOf(node);
  return mapping ? [...fieldsOf(mapping).values()] : [];
}

/** The text of a scalar node. */
export function textIn(node: Node | undefined): string | undefined {
  const at = followed(node);
  return at?.kind === "scalar" && typeof at.value === "string" ? at.value : undefined;
}
