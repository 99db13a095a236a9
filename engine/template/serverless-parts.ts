import type { Alias, Entry, Mapping, Node } from "../syntax/node.ts";
import { followed, itemsOf } from "../syntax/node.ts";
import { entriesIn, field, fieldsOf, mappingOf } from "./fields.ts";
import type { Resolver } from "./scope.ts";

/** The mapping or list that a node is, or that its variable stands for, maybe in another file; else the node itself. */
export function solid(node: Node | undefined, resolver: Resolver): Exclude<Node, Alias> | undefined {
  const at = followed(node);
  if (at?.kind !== "scalar" || typeof at.value !== "string" || !at.value.includes("${")) return at;
  const value = resolver.resolve(at);
  return value.kind === "known" && typeof value.value === "object" && value.value !== null ? followed(value.at) : at;
}

/** The mappings that a node is: itself, or the items of a list, in whatever files they stand. */
export function mappingsIn(node: Node | undefined, resolver: Resolver): readonly Mapping[] {
  return itemsOf(solid(node, resolver), true).flatMap((item) => mappingOf(solid(item, resolver)) ?? []);
}

const sections = ["Parameters", "Conditions", "Mappings", "Resources", "Outputs", "extensions"];

/** The parts of `resources`, whose sections are mappings even where they stand in other files. */
export const resourceParts = (root: Mapping, resolver: Resolver): readonly Mapping[] =>
  mappingsIn(field(root, "resources"), resolver).map((part) => withSections(part, resolver));

function withSections(part: Mapping, resolver: Resolver): Mapping {
  let isElsewhere = false;
  const entries = entriesIn(part).map((entry): Entry => {
    const value = sections.includes(String(entry.key.value)) ? solid(entry.value, resolver) : undefined;
    if (!value || value === followed(entry.value)) return entry;
    isElsewhere = true;
    return { ...entry, value };
  });
  return isElsewhere ? { ...part, entries } : part;
}

/** The entry of a key, those of merges too. */
export const entryIn = (mapping: Mapping | undefined, key: string): Entry | undefined =>
  mapping && fieldsOf(mapping).get(key);
