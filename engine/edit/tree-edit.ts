import { type Entry, entryOf, type Mapping, type Node, type Sequence } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import { addEntriesBelow, addItemsBelow, listWith, removeEntry, removeItem, writeShape } from "./block.ts";
import { addEntriesInside, addItemsInside, partStart, removeInside, writeInside, writtenAs } from "./bracketed.ts";
import { asChange, type Change } from "./change.ts";
import type { Plain } from "./edit.ts";
import { type Holder, holderOf } from "./holder.ts";
import { isIntrinsicKey, isMapping, type PlainMapping } from "./intrinsic.ts";
import { afterTrivia, hasAnchor, lineEnd, replacement } from "./place.ts";
import type { Tree } from "./tree.ts";
import { itemLines, shapeOf } from "./yaml-render.ts";

/**
 * Writes a value at a path of keys below a mapping. An empty path takes a mapping, whose keys are set each. Undefined where the way leads
 * through an alias, an intrinsic or a value that is no mapping.
 */
export function setIn(tree: Tree, mapping: Mapping, path: readonly string[], value: Plain): TextEdit[] | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return isMapping(value) ? setEach(tree, mapping, value) : undefined;
  const entry = ownEntry(mapping, key);
  if (!entry) {
    // A key of its own would hide all that is merged in under it.
    const isMerged = rest.length > 0 && entryOf(mapping, key) !== undefined;
    return isMerged ? undefined : added(tree, mapping, { [key]: wrapped(rest, value) });
  }
  if (rest.length === 0) return writeTo(tree, { in: mapping, entry }, value);
  return setBelow(tree, entry.value, rest, value);
}

/** Writes a value at keys below a node. What is missing on the way is made, the mapping itself too. */
export function setBelow(tree: Tree, node: Node, keys: readonly string[], value: Plain): TextEdit[] | undefined {
  if (node.kind === "mapping") return setIn(tree, node, keys, value);
  return isMissing(node) ? writtenChange({ kind: "fill", tree, to: node, value: wrapped(keys, value) }) : undefined;
}

/** The edits of a change. */
export function writtenChange(change: Change): TextEdit[] | undefined {
  const { tree, to } = change;
  const edits =
    change.kind === "add"
      ? addEntries(tree, change.to, change.entries)
      : change.kind === "append"
        ? appendAll(tree, to, change.items)
        : replaceNode(tree, to, change.value);
  return edits && asChange(edits, change);
}

const added = (tree: Tree, to: Mapping, entries: PlainMapping) => writtenChange({ kind: "add", tree, to, entries });

/** Replaces a node's value, or writes a missing one. */
export function replaceNode(tree: Tree, node: Node, value: Plain): TextEdit[] | undefined {
  const holder = holderOf(tree.document, node);
  if (holder !== "root") return holder && writeTo(tree, holder, value);
  const written = tree.document.language === "json" ? writtenAs(tree, undefined, value)("") : rootText(tree, value);
  return [replacement(node.start, node.end, written)];
}

/** Adds an item to a list. Any other value becomes the first item of a list, an intrinsic too. */
export const appendTo = (tree: Tree, to: Node, value: Plain): TextEdit[] | undefined =>
  writtenChange({ kind: "append", tree, to, items: [value] });

function appendAll(tree: Tree, node: Node, items: readonly Plain[]): TextEdit[] | undefined {
  if (isMissing(node)) return replaceNode(tree, node, items);
  if (node.kind !== "sequence" || node.tag) return makeList(tree, node, items);
  if (!node.flow) return addItemsBelow(tree, node, items);
  const isEmpty = node.items.length === 0 && tree.document.language === "yaml" && !isBracketed(tree, node);
  return isEmpty ? replaceNode(tree, node, items) : addItemsInside(tree, node, items);
}

/** Removes an entry of a mapping or an item of a list. */
export function removeFrom(tree: Tree, container: Node, part: Entry | Node): TextEdit[] | undefined {
  if (container.kind !== "mapping" && container.kind !== "sequence") return undefined;
  if (losesAnchor(tree, part.start, part.end)) return undefined;
  if (container.flow) return removeInside(tree, container, part);
  if (container.kind === "mapping") return "key" in part ? removeEntry(tree, container, part) : undefined;
  return "key" in part ? undefined : removeItem(tree, container, part);
}

/** The entry of a key in the mapping itself: what a `<<` merges into it is written elsewhere. */
const ownEntry = (mapping: Mapping, key: string): Entry | undefined =>
  mapping.entries.findLast((entry) => String(entry.key.value) === key);

const wrapped = (path: readonly string[], value: Plain): Plain =>
  path.reduceRight<Plain>((inner, key) => ({ [key]: inner }), value);

/** Nothing stands there, or a word for nothing. */
const isMissing = (node: Node): boolean => node.kind === "scalar" && node.value === null && !node.tag;

function setEach(tree: Tree, mapping: Mapping, values: PlainMapping): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const fresh: Record<string, Plain> = {};
  for (const [key, value] of Object.entries(values)) {
    if (!ownEntry(mapping, key)) {
      fresh[key] = value;
      continue;
    }
    const written = setIn(tree, mapping, [key], value);
    if (!written) return undefined;
    edits.push(...written);
  }
  if (Object.keys(fresh).length === 0) return edits;
  const last = added(tree, mapping, fresh);
  return last && [...edits, ...last];
}

function addEntries(tree: Tree, mapping: Mapping, entries: PlainMapping): TextEdit[] | undefined {
  if (mapping.tag || mapping.entries.some((entry) => isIntrinsicKey(entry.key.value))) return undefined;
  if (!mapping.flow) return addEntriesBelow(tree, mapping, entries);
  const isEmpty = mapping.entries.length === 0 && tree.document.language === "yaml" && !isBracketed(tree, mapping);
  return isEmpty ? replaceNode(tree, mapping, entries) : addEntriesInside(tree, mapping, entries);
}

/** The brackets are not the collection's own choice: something in brackets is around it, or comments are inside. */
function isBracketed(tree: Tree, node: Mapping | Sequence): boolean {
  const holder = holderOf(tree.document, node);
  if (holder === "root" || !holder) return true;
  return holder.in.flow || tree.text.slice(node.start + 1, node.end - 1).trim() !== "";
}

/** Whether the text of a range has an anchor that an alias refers to. */
function losesAnchor({ document, text }: Tree, start: number, end: number): boolean {
  if (document.language === "json") return false;
  const anchors = text.slice(start, end).matchAll(/(?:^|\s)&([^\s,[\]{}]+)/g);
  return [...anchors].some(([, name]) => text.includes(`*${name}`));
}

function writeTo(tree: Tree, holder: Holder, value: Plain): TextEdit[] | undefined {
  const old = "entry" in holder ? holder.entry.value : holder.in.items[holder.index];
  if (old && losesAnchor(tree, old.start, old.end)) return undefined;
  if (!holder.in.flow) return writeShape(tree, holder, shapeOf(value, tree.layout));
  const span = spanInside(tree, holder);
  return span && writeInside(tree, holder.in, span, value);
}

/** The range of a value in brackets, with its tag. Undefined if it has an anchor, which something may use. */
function spanInside(tree: Tree, holder: Holder): { start: number; end: number } | undefined {
  const { text, commentMark } = tree;
  const node = "entry" in holder ? holder.entry.value : holder.in.items[holder.index];
  if (!node) return undefined;
  if (node.start === node.end && !node.tag) return { start: node.start, end: node.end };
  const colon = "entry" in holder ? text.indexOf(":", holder.entry.key.end) : -1;
  const start =
    "entry" in holder ? afterTrivia(text, colon + 1, commentMark) : partStart(tree, holder.in, holder.index);
  return hasAnchor(text.slice(start, node.start)) ? undefined : { start, end: node.end };
}

function makeList(tree: Tree, node: Node, items: readonly Plain[]): TextEdit[] | undefined {
  const holder = holderOf(tree.document, node);
  if (!holder || holder === "root") return undefined;
  if (holder.in.flow) {
    const span = spanInside(tree, holder);
    if (!span) return undefined;
    const old = tree.text.slice(span.start, span.end);
    const parts = [old, ...items.map((item) => writtenAs(tree, holder.in, item)(undefined))];
    return [replacement(span.start, span.end, `[${parts.join(tree.layout.comma)}]`)];
  }
  if (!("entry" in holder)) return undefined;
  const start = afterTrivia(tree.text, tree.text.indexOf(":", holder.entry.key.end) + 1, "#");
  // A comment behind the last line of several moves along with it; one behind the only line stays at the key.
  const end = tree.text.slice(start, node.end).includes("\n") ? lineEnd(tree.text, node.end) : node.end;
  const shape = listWith(tree, start, end, items);
  return shape && writeShape(tree, { in: holder.in, entry: { ...holder.entry, value: { ...node, end } } }, shape);
}

function rootText(tree: Tree, value: Plain): string {
  const [first = "", ...rest] = itemLines(value, 0, tree.layout, "");
  return [first, ...rest].join(tree.layout.newline);
}
