import type { Document } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Site } from "../text/source.ts";
import { deletion, lineEnd, lineStart, partsOf, previousLineEnd } from "./place.ts";
import { treeOf } from "./tree.ts";
import { removeFrom } from "./tree-edit.ts";

/** Removes the comment around a site, else the entry of a tree that the site is. Undefined if it is neither. */
export function removeCommentAt(document: Document, at: Site): TextEdit[] | undefined {
  const start = (document.blocks.get(at.block) ?? 0) + at.start;
  const end = start + at.end - at.start;
  for (const comment of document.comments) {
    const from = (document.blocks.get(comment.block) ?? 0) + comment.start;
    const to = from + comment.end - comment.start;
    if (from <= start && end <= to) return [withoutComment(document.file.text, from, to)];
  }
  if (document.language !== "yaml" && document.language !== "json") return undefined;
  const tree = treeOf(document);
  for (const root of tree.document.roots) {
    const found = removableAt(root, start, end);
    if (found) return removeFrom(tree, found.in, found.entry);
  }
  return undefined;
}

/** With its lines if they hold nothing else, and with the space before it. */
function withoutComment(text: string, from: number, to: number): TextEdit {
  const first = lineStart(text, from);
  const last = lineEnd(text, to);
  const isBehind = text.slice(first, from).trim() !== "";
  const isBefore = text.slice(to, last).trim() !== "";
  if (isBefore) return deletion(from, to + (/^[ \t]*/.exec(text.slice(to, last))?.[0].length ?? 0));
  if (isBehind) return deletion(first + text.slice(first, from).trimEnd().length, last);
  return last < text.length
    ? deletion(first, text.indexOf("\n", last) + 1)
    : deletion(previousLineEnd(text, first), last);
}

type Removable = { readonly in: Mapping; readonly entry: Entry };

/** The entry at a range; where it is the only one of its mapping, the entry around it, which would be left empty. */
function removableAt(node: Node, start: number, end: number): Removable | undefined {
  if (node.kind === "scalar" || node.kind === "alias" || start < node.start || end > node.end) return undefined;
  for (const part of partsOf(node)) {
    if (start < part.start || end > part.end) continue;
    const below = removableAt("key" in part ? part.value : part, start, end);
    if (!("key" in part) || node.kind !== "mapping") return below;
    const here = { in: node, entry: part };
    if (below) return below.in.entries.length === 1 && part.value === below.in ? here : below;
    return part.start === start && part.end === end ? here : undefined;
  }
  return undefined;
}
