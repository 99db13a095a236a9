import { memo } from "../memo.ts";
import type { Statement } from "../program/ir.ts";
import { type CodeNode, nodesOf } from "../program/walk.ts";
import type { Document, ScriptDocument } from "../syntax/document.ts";
import type { Entry, Node } from "../syntax/node.ts";
import type { Site, Span } from "../text/source.ts";

/** A piece of a file that a comment may speak of, as file offsets. */
export interface Part extends Span {
  /** One of several below one another, so that a comment line above it is at home there: a statement, an entry, an item. */
  readonly isSeparate: boolean;
  /** A text: what looks like a comment inside of it is none. */
  readonly isText: boolean;
}

/** The parts of a file that touch a span, each before those inside of it. What lies elsewhere is not looked at. */
export function partsOver(document: Document, span: Span): readonly Part[] {
  const over = (part: Span) => part.start <= span.end && span.start <= part.end;
  if (document.language === "text") return [];
  if (document.language === "script") {
    const near = document.statements.filter((statement) => over(placeIn(document, statement)));
    return near
      .flatMap((statement) => codeParts(document, statement))
      .filter(over)
      .sort(byPlace);
  }
  const found: Part[] = [];
  const add = (node: Node | Entry, isSeparate: boolean): void => {
    const place = { start: placeIn(document, node).start, end: endIn(document, node) };
    if (!over(place)) return;
    const isText = !("key" in node) && node.kind === "scalar";
    // A collection starts with the first of its parts: it is none itself, unless it is an item.
    if (isSeparate || isText) found.push({ ...place, isSeparate, isText });
    if ("key" in node) for (const inner of [node.key, node.value]) add(inner, false);
    else if (node.kind === "sequence") for (const item of node.items) add(item, true);
    else if (node.kind === "mapping") for (const entry of node.entries) add(entry, true);
  };
  for (const root of document.roots) add(root, false);
  return found;
}

/** File offsets of a site. A block that is not one of the document's counts from the start of the file. */
export function placeIn(document: Document, { block, start, end }: Site): Span {
  const base = document.blocks.get(block) ?? 0;
  return { start: base + start, end: base + end };
}

/** The file offset where a node or entry ends with its last part, whatever block that is in. */
export function endIn(document: Document, part: Node | Entry): number {
  const { end } = placeIn(document, part);
  const last = lastOf(part);
  return last ? Math.max(end, endIn(document, last)) : end;
}

function lastOf(part: Node | Entry): Node | Entry | undefined {
  if ("key" in part) return part.value;
  return part.kind === "mapping" ? part.entries.at(-1) : part.kind === "sequence" ? part.items.at(-1) : undefined;
}

const byPlace = (a: Span, b: Span): number => a.start - b.start || b.end - a.end;

function codeParts(document: ScriptDocument, statement: Statement): readonly Part[] {
  const base = document.blocks.get(statement.block) ?? 0;
  return partsOfStatement(statement).map((part) => ({ ...part, start: base + part.start, end: base + part.end }));
}

/** The parts of a statement, counted from the start of its block. */
const partsOfStatement = memo((statement: Statement): readonly Part[] => {
  const part = ({ start, end }: Site, isSeparate: boolean, isText: boolean): Part => ({
    start,
    end,
    isSeparate,
    isText,
  });
  const items = new Set<CodeNode>();
  return nodesOf(statement).flatMap((node) => {
    const own = part(node, statements.has(node.kind) || items.has(node), texts.has(node.kind));
    if (node.kind === "array") for (const item of node.items) items.add(item);
    return node.kind === "object" ? [own, ...node.properties.map((one) => part(one, true, false))] : [own];
  });
});

const statements: ReadonlySet<CodeNode["kind"]> = new Set<CodeNode["kind"]>(
  "variable expression return throw if loop try switch block import export jump".split(" ") as CodeNode["kind"][],
);

/** What has no form of its own may be text in markup. */
const texts: ReadonlySet<CodeNode["kind"]> = new Set<CodeNode["kind"]>(["literal", "template", "other"]);
