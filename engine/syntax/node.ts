import type { Site } from "../text/source.ts";

/**
 * YAML and JSON as one kind of tree. Nodes are immutable sites. The span of a node is the value itself, without its tag, anchor,
 * comment or indentation; a quoted scalar's span includes its quotes; a missing value (`key:`) is an empty span after the colon.
 */
export type Node = Scalar | Mapping | Sequence | Alias;

export interface Scalar extends Site {
  readonly kind: "scalar";
  /** What the text means under the YAML 1.2 core schema (CloudFormation reads `yes`/`on` as text too) or JSON. */
  readonly value: string | number | boolean | null;
  readonly style: "plain" | "single" | "double" | "literal" | "folded" | "json";
  /** A local tag such as `!Sub`, with its mark. */
  readonly tag?: string;
}

export interface Entry extends Site {
  readonly key: Scalar;
  readonly value: Node;
}

export interface Mapping extends Site {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  /** Written with braces: always in JSON. */
  readonly flow: boolean;
  readonly tag?: string;
}

export interface Sequence extends Site {
  readonly kind: "sequence";
  readonly items: readonly Node[];
  readonly flow: boolean;
  readonly tag?: string;
}

/** `*name`. Walks over all text must not follow it; reading a value does. `target` is absent if no such anchor stands before. */
export interface Alias extends Site {
  readonly kind: "alias";
  readonly name: string;
  readonly target?: Node;
  readonly tag?: undefined;
}

/** The node that an alias stands for (through any number of aliases), or the node itself. */
export function followed(node: Node | undefined): Exclude<Node, Alias> | undefined {
  let at = node;
  for (let hops = 0; at?.kind === "alias"; hops++) {
    if (hops > 20) return undefined;
    at = at.target;
  }
  return at;
}

/** The entry of a key, the last one where a key is given twice; `<<` merges are looked into after the mapping's own keys. */
export function entryOf(node: Node | undefined, key: string, seen = new Set<Node>()): Entry | undefined {
  const map = followed(node);
  if (map?.kind !== "mapping" || seen.has(map)) return undefined;
  const own = map.entries.findLast((entry) => String(entry.key.value) === key);
  if (own) return own;
  seen.add(map);
  for (const entry of map.entries) {
    if (entry.key.value !== "<<") continue;
    const merged = followed(entry.value);
    const sources = merged?.kind === "sequence" ? merged.items : merged ? [merged] : [];
    for (const source of sources) {
      const found = entryOf(source, key, seen);
      if (found) return found;
    }
  }
  return undefined;
}

/** The value at a path of keys. */
export function valueOf(node: Node | undefined, ...path: readonly string[]): Exclude<Node, Alias> | undefined {
  let at = followed(node);
  for (const key of path) at = followed(entryOf(at, key)?.value);
  return at;
}

/** The items of a sequence; a lone value counts as a sequence of one where `orOne` is set. */
export function itemsOf(node: Node | undefined, orOne = false): readonly Node[] {
  const at = followed(node);
  if (at?.kind === "sequence") return at.items;
  return orOne && at ? [at] : [];
}

/** All scalars with the key they stand under, aliases not followed. */
export function* scalarsOf(node: Node, key?: Scalar): Generator<{ readonly scalar: Scalar; readonly key?: Scalar }> {
  if (node.kind === "scalar") yield { scalar: node, key };
  else if (node.kind === "sequence") for (const item of node.items) yield* scalarsOf(item, key);
  else if (node.kind === "mapping") for (const entry of node.entries) yield* scalarsOf(entry.value, entry.key);
}
