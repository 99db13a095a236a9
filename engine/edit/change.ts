import type { Mapping, Node } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Plain } from "./edit.ts";
import { isList, isMapping, type PlainMapping } from "./intrinsic.ts";
import type { Tree } from "./tree.ts";

/**
 * What edits of a tree do together. Two changes of one thing cannot be made by the edits of both (each would write the comma, or the key
 * that both lack), but by those of the one change that they are together.
 */
export type Change =
  | { readonly kind: "add"; readonly tree: Tree; readonly to: Mapping; readonly entries: PlainMapping }
  | { readonly kind: "fill"; readonly tree: Tree; readonly to: Node; readonly value: Plain }
  | { readonly kind: "append"; readonly tree: Tree; readonly to: Node; readonly items: readonly Plain[] };

/** By the edits that are part of them, wherever these stand: in the file, or in a block. */
const changes = new WeakMap<object, Change>();

/** The change that an edit is part of. */
export const changeOf = (edit: TextEdit): Change | undefined => changes.get(edit);

/** Says of edits which change they are. */
export function asChange<E extends TextEdit>(edits: E[], change: Change): E[] {
  for (const edit of edits) changes.set(edit, change);
  return edits;
}

/** An edit that stands for another is part of the same change. */
export function carried<E extends object>(from: object, edit: E): E {
  const change = changes.get(from);
  if (change) changes.set(edit, change);
  return edit;
}

/** Two changes of one thing as one. Undefined: they contradict each other. */
export function mergedChange(a: Change, b: Change): Change | undefined {
  if (a.to !== b.to) return undefined;
  if (a.kind === "append" && b.kind === "append") return { ...a, items: a.items.concat(newItems(a.items, b.items)) };
  if (a.kind === "add" && b.kind === "add") {
    const entries = mergedPlain(a.entries, b.entries);
    return entries && isMapping(entries) ? { ...a, entries } : undefined;
  }
  if (a.kind !== "fill" || b.kind !== "fill") return undefined;
  const value = mergedPlain(a.value, b.value);
  return value === undefined ? undefined : { ...a, value };
}

const newItems = (known: readonly Plain[], items: readonly Plain[]): readonly Plain[] =>
  items.filter((item) => !known.some((one) => isSame(one, item)));

/** Both values as one: the same, or mappings whose keys do not contradict each other. */
function mergedPlain(a: Plain, b: Plain): Plain | undefined {
  if (isSame(a, b)) return a;
  if (!isMapping(a) || !isMapping(b)) return undefined;
  const merged: Record<string, Plain> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const own = Object.hasOwn(a, key) ? a[key] : undefined;
    const both = own === undefined ? value : mergedPlain(own, value);
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}

function isSame(a: Plain, b: Plain): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? null));
  if (!isMapping(a)) return a === b;
  const keys = Object.keys(a);
  return (
    isMapping(b) && keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key] ?? null, b[key] ?? null))
  );
}
