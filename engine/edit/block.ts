// Edits of YAML's collections that are written by indentation.

import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import { dashOf, endBelow, isSpaced, partColumn } from "./block-text.ts";
import type { Plain } from "./edit.ts";
import type { Holder } from "./holder.ts";
import type { PlainMapping } from "./intrinsic.ts";
import {
  afterTrivia,
  column,
  deletion,
  entryColumn,
  hasAnchor,
  insertion,
  lineEnd,
  lineStart,
  previousLineEnd,
  replacement,
} from "./place.ts";
import type { Tree } from "./tree.ts";
import { bodyStep, entryLines, itemLines, keyLike, pad, type Shape } from "./yaml-render.ts";

/** Adds entries below the last one of a mapping, before comments and empty lines that belong to what follows. */
export function addEntriesBelow(tree: Tree, mapping: Mapping, added: PlainMapping): TextEdit[] | undefined {
  const last = mapping.entries.at(-1);
  if (!last) return undefined;
  const at = partColumn(tree, mapping);
  const keys = mapping.entries.map((entry) => entry.key);
  const lines = Object.entries(added).map(([key, value]) =>
    entryLines(keyLike(key, keys, tree.layout), value, at, tree.layout),
  );
  const spaced = isSpaced(tree, mapping) ? lines.flatMap((one) => ["", ...one]) : lines.flat();
  return [linesAfter(tree, endBelow(tree, last, at), spaced)];
}

/** Adds items below the last one of a sequence. */
export function addItemsBelow(tree: Tree, sequence: Sequence, items: readonly Plain[]): TextEdit[] | undefined {
  const last = sequence.items.at(-1);
  const dash = dashOf(tree, sequence, sequence.items.length - 1);
  if (!last || dash === undefined) return undefined;
  const at = column(tree.text, dash);
  const mark = /^- +(?=[^\s#])/.exec(tree.text.slice(dash, last.start + 1))?.[0] ?? "- ";
  const space = isSpaced(tree, sequence) ? [""] : [];
  const lines = items.flatMap((item) => [...space, ...itemLines(item, at, tree.layout, mark)]);
  return [linesAfter(tree, endBelow(tree, last, at), lines)];
}

/** Writes the value of an entry or of an item, whether one is there or not. Undefined if it has an anchor, which something may use. */
export const writeShape = (tree: Tree, holder: Holder, shape: Shape): TextEdit[] | undefined =>
  "entry" in holder ? writeEntry(tree, holder.entry, shape) : writeItem(tree, holder.in, holder.index, shape);

function writeEntry(tree: Tree, entry: Entry, shape: Shape): TextEdit[] | undefined {
  const { text, layout } = tree;
  const { key, value } = entry;
  const colon = text.indexOf(":", key.end);
  const body = shape.body(entryColumn(text, entry.start) + bodyStep(shape, layout));
  if (colon < 0 || colon >= value.start) return written(tree, key.end, key.end, `:${afterSpace(shape.head)}`, body);
  const start = afterTrivia(text, colon + 1, "#");
  if (hasAnchor(text.slice(colon + 1, value.start)) || text.slice(key.end, colon).includes("\n")) return undefined;
  if (value.start === value.end && !value.tag) return written(tree, colon + 1, colon + 1, afterSpace(shape.head), body);
  if (lineStart(text, start) <= colon) return written(tree, colon + 1, value.end, afterSpace(shape.head), body);
  const old = previousLineEnd(text, lineStart(text, start));
  const below = body.length > 0 ? layout.newline + body.join(layout.newline) : "";
  return [...(shape.head ? [insertion(colon + 1, afterSpace(shape.head))] : []), replacement(old, value.end, below)];
}

const afterSpace = (head: string): string => (head ? ` ${head}` : "");

function writeItem(tree: Tree, sequence: Sequence, index: number, shape: Shape): TextEdit[] | undefined {
  const { text } = tree;
  const dash = dashOf(tree, sequence, index);
  const item = sequence.items[index];
  if (dash === undefined || !item) return undefined;
  const start = item.start === item.end && !item.tag ? item.end : afterTrivia(text, dash + 1, "#");
  if (hasAnchor(text.slice(start, item.start))) return undefined;
  const body = shape.body(column(text, dash) + 2);
  const [first, rest] = shape.head ? [shape.head, body] : [(body[0] ?? "").trimStart(), body.slice(1)];
  return written(tree, start, item.end, (start === dash + 1 ? " " : "") + first, rest);
}

/** Puts `first` in place of a range and the other lines below the line that the range ends in, so that its comment stays behind `first`. */
function written(tree: Tree, start: number, end: number, first: string, below: readonly string[]): TextEdit[] {
  const { text, layout } = tree;
  if (below.length === 0) return [replacement(start, end, first)];
  const tail = lineEnd(text, end);
  const lines = layout.newline + below.join(layout.newline);
  if (text.slice(end, tail).trim() === "") return [replacement(start, tail, first + lines)];
  return [...(first || start < end ? [replacement(start, end, first)] : []), insertion(tail, lines)];
}

/** Removes an entry with its lines. The last one of a mapping cannot be removed: nothing would be left to hold its place. */
export function removeEntry(tree: Tree, mapping: Mapping, entry: Entry): TextEdit[] | undefined {
  const { text } = tree;
  const index = mapping.entries.indexOf(entry);
  if (index < 0 || mapping.entries.length === 1) return undefined;
  const from = lineStart(text, entry.start);
  const next = mapping.entries[index + 1];
  const isAtLineStart = /^\uFEFF?\s*(?:[&!]\S+\s+)*$/.test(text.slice(from, entry.start));
  if (isAtLineStart) return [withoutLines(text, from, lineEnd(text, entry.end))];
  const isBehindDash = /^ *(?:- +)+$/.test(text.slice(from, entry.start));
  return next && isBehindDash ? [deletion(entry.start, firstAfter(text, entry.end, next.start))] : undefined;
}

/** Removes an item with its lines, unless it is the last one. */
export function removeItem(tree: Tree, sequence: Sequence, item: Node): TextEdit[] | undefined {
  const { text } = tree;
  const index = sequence.items.indexOf(item);
  const dash = dashOf(tree, sequence, index);
  if (index < 0 || dash === undefined || sequence.items.length === 1) return undefined;
  const from = lineStart(text, dash);
  if (text.slice(from, dash).replace("\uFEFF", "").trim() === "")
    return [withoutLines(text, from, lineEnd(text, item.end))];
  const next = dashOf(tree, sequence, index + 1);
  return next === undefined ? undefined : [deletion(dash, firstAfter(text, item.end, next))];
}

/** Where the first comment line or the next part after a part starts. */
const firstAfter = (text: string, end: number, next: number): number => {
  const lines = text.slice(lineEnd(text, end), next);
  return lineEnd(text, end) + (/\S/.exec(lines)?.index ?? lines.length);
};

const withoutLines = (text: string, from: number, to: number) =>
  to < text.length ? deletion(from, text.indexOf("\n", to) + 1) : deletion(previousLineEnd(text, from), to);

function linesAfter(tree: Tree, at: number, lines: readonly string[]): TextEdit {
  const { newline } = tree.layout;
  return insertion(at, lines.map((line) => newline + line).join(""));
}

/**
 * The shape of a list of the value that a range holds, as it is written, and of others. Lines below its first move along. Undefined for a
 * block scalar that says its own indentation.
 */
export function listWith(tree: Tree, start: number, end: number, items: readonly Plain[]): Shape | undefined {
  const { text, layout } = tree;
  const [first = "", ...rest] = text.slice(start, end).split(/\r?\n/);
  if (/[|>][+-]?\d/.test(first)) return undefined;
  const columns = rest.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const isAtLineStart = text.slice(lineStart(text, start), start).trim() === "";
  const least = Math.min(...columns, isAtLineStart ? column(text, start) : Number.POSITIVE_INFINITY);
  const body = (at: number) => {
    const moved = rest.map((line) => (line.trim() ? pad(line.search(/\S/) - least + at + 2) + line.trimStart() : ""));
    return [`${pad(at)}- ${first}`, ...moved, ...items.flatMap((item) => itemLines(item, at, layout))];
  };
  return { head: "", bodyKind: "sequence", body };
}
