// Edits of JSON and of YAML's collections in brackets, which differ in their notation only.

import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Plain } from "./edit.ts";
import type { PlainMapping } from "./intrinsic.ts";
import { jsonEntry, jsonText } from "./json-render.ts";
import {
  afterTrivia,
  deletion,
  indentation,
  insertion,
  lineEnd,
  lineStart,
  partsOf,
  previousLineEnd,
} from "./place.ts";
import type { Tree } from "./tree.ts";
import { flowEntry, yamlInLine } from "./yaml-render.ts";

/** Something to be written between brackets. `indentation` undefined: on one line. */
type Written = (indentation: string | undefined) => string;

/** Adds entries at the end of a mapping in braces. Undefined if the closing brace is not there. */
export function addEntriesInside(tree: Tree, mapping: Mapping, added: PlainMapping): TextEdit[] | undefined {
  const { layout } = tree;
  const json = isJson(tree, mapping);
  const entries = Object.entries(added).map(
    ([key, value]): Written =>
      (indent) =>
        json ? jsonEntry(key, value, layout, indent) : flowEntry(key, value, layout),
  );
  return addAll(tree, mapping, entries);
}

/** Adds values at the end of a list in brackets. */
export const addItemsInside = (tree: Tree, sequence: Sequence, items: readonly Plain[]): TextEdit[] | undefined =>
  addAll(
    tree,
    sequence,
    items.map((item) => writtenAs(tree, sequence, item)),
  );

const addAll = (tree: Tree, container: Mapping | Sequence, parts: readonly Written[]): TextEdit[] | undefined =>
  add(tree, container, (indent) => {
    const between = indent === undefined ? tree.layout.comma : `,${tree.layout.newline}${indent}`;
    return parts.map((part) => part(indent)).join(between);
  });

/** Replaces the value that stands in a span inside brackets, or writes the missing one of an empty span. */
export function writeInside(
  tree: Tree,
  around: Mapping | Sequence,
  span: { start: number; end: number },
  value: Plain,
): TextEdit[] {
  const isOneLine = !tree.text.slice(around.start, around.end).includes("\n");
  const text = writtenAs(tree, around, value)(isOneLine ? undefined : indentation(tree.text, span.start));
  if (span.start < span.end) return [{ span, text }];
  const before = tree.text[span.start - 1] ?? "";
  return [{ span, text: (before === ":" ? " " : /[\s,[]/.test(before) ? "" : ": ") + text }];
}

/** A value in the notation of the collection around it. */
export function writtenAs(tree: Tree, around: Mapping | Sequence | undefined, value: Plain): Written {
  if (isJson(tree, around)) return (indent) => jsonText(value, tree.layout, indent);
  return () => yamlInLine(value, tree.layout, true);
}

/** JSON, or a YAML mapping that is written as JSON is. */
const isJson = (tree: Tree, around: Mapping | Sequence | undefined): boolean =>
  tree.document.language === "json" ||
  (around?.kind === "mapping" &&
    around.entries.length > 0 &&
    around.entries.every(({ key }) => key.style === "double"));

function add(tree: Tree, container: Mapping | Sequence, written: Written): TextEdit[] | undefined {
  const { text, layout } = tree;
  const close = container.end - 1;
  if (!/[}\]]/.test(text[close] ?? "") || close <= container.start) return undefined;
  const last = partsOf(container).at(-1);
  if (!last) return addFirst(tree, container, written);
  if (!text.slice(container.start, close).includes("\n"))
    return [insertion(last.end, layout.comma + written(undefined))];
  const isBelow = lineStart(text, last.start) > container.start;
  const indent = isBelow ? indentation(text, last.start) : indentation(text, container.start) + layout.unit;
  const line = layout.newline + indent + written(indent);
  const comma = afterTrivia(text, last.end, tree.commentMark);
  if (text[comma] === ",") return [insertion(restOfLine(tree, comma + 1, close) ?? comma + 1, `${line},`)];
  const end = restOfLine(tree, last.end, close);
  if (end === undefined || end === last.end) return [insertion(last.end, `,${line}`)];
  return [insertion(last.end, ","), insertion(end, line)];
}

/** The end of the line, if nothing but a comment stands before it. */
function restOfLine(tree: Tree, from: number, close: number): number | undefined {
  const end = lineEnd(tree.text, from);
  const rest = tree.text.slice(from, end).trim();
  if (end > close) return undefined;
  return rest === "" || rest.startsWith(tree.commentMark) || /^\/\*.*\*\/$/.test(rest) ? end : undefined;
}

function addFirst(tree: Tree, container: Mapping | Sequence, written: Written): TextEdit[] | undefined {
  const { text, layout, document } = tree;
  const open = container.start + 1;
  // Something stands there that is no entry: one whose key is no scalar.
  if (afterTrivia(text, open, tree.commentMark) < container.end - 1) return undefined;
  const inner = text.slice(open, container.end - 1);
  const outer = indentation(text, container.start);
  const indent = outer + layout.unit;
  const isOverLines = inner.includes("\n") || (document.language === "json" && text.trim().includes("\n"));
  const isComment = inner.trim() !== "";
  const at = open + inner.trimEnd().length;
  if (isComment && inner.includes("\n")) return [insertion(at, layout.newline + indent + written(indent))];
  if (isComment) return [insertion(at, ` ${written(undefined)}`)];
  const padding = container.kind === "mapping" ? layout.padding : "";
  const content = isOverLines
    ? layout.newline + indent + written(indent) + layout.newline + outer
    : padding + written(undefined) + padding;
  return [{ span: { start: open, end: container.end - 1 }, text: content }];
}

/** Removes an entry or item with its comma, its line and the comment behind it. */
export function removeInside(tree: Tree, container: Mapping | Sequence, part: Entry | Node): TextEdit[] | undefined {
  const { text, commentMark } = tree;
  const parts = partsOf(container);
  const index = parts.indexOf(part);
  const close = container.end - 1;
  if (index < 0 || !/[}\]]/.test(text[close] ?? "")) return undefined;
  const previous = parts[index - 1];
  const start = partStart(tree, container, index);
  const behind = afterTrivia(text, part.end, commentMark);
  const hasComma = text[behind] === ",";
  const end = hasComma ? behind + 1 : part.end;
  if (parts.length === 1) return [emptied(text, container, start, end)];
  const lineFrom = lineStart(text, start);
  const lineTo = restOfLine(tree, end, close);
  const isLast = index === parts.length - 1;
  if (text.slice(lineFrom, start).trim() === "" && lineTo !== undefined) {
    const line = deletion(previousLineEnd(text, lineFrom), lineTo);
    return isLast && !hasComma && previous ? [...commaAfter(tree, previous), line] : [line];
  }
  if (isLast && previous) return [deletion(previous.end, hasComma ? part.end : end)];
  return [deletion(start, partStart(tree, container, index + 1))];
}

/** Where a part starts, with its tag or anchor. */
export function partStart(tree: Tree, container: Mapping | Sequence, index: number): number {
  const { text, commentMark } = tree;
  const previous = partsOf(container)[index - 1];
  const at = afterTrivia(text, previous ? previous.end : container.start + 1, commentMark);
  return previous && text[at] === "," ? afterTrivia(text, at + 1, commentMark) : at;
}

function commaAfter(tree: Tree, part: Entry | Node): TextEdit[] {
  const comma = afterTrivia(tree.text, part.end, tree.commentMark);
  return tree.text[comma] === "," ? [deletion(comma, comma + 1)] : [];
}

/** Comments stay; white space alone goes. */
function emptied(text: string, container: Mapping | Sequence, start: number, end: number): TextEdit {
  const open = container.start + 1;
  const close = container.end - 1;
  const isBare = text.slice(open, start).trim() === "" && text.slice(end, close).trim() === "";
  return isBare ? deletion(open, close) : deletion(start, end);
}
