import { memo } from "../memo.ts";
import type { Statement } from "../program/ir.ts";
import { type CodeNode, nodesOf } from "../program/walk.ts";
import type { Document, ScriptDocument } from "../syntax/document.ts";
import type { Node } from "../syntax/node.ts";
import type { Site, Span } from "../text/source.ts";

/** A piece of a file that a comment may speak of, as file offsets. */
export interface Part extends Span {
  /** One of several below one another, so that a comment line above it is at home there: a statement, an entry, an item. */
  readonly isSeparate: boolean;
  /** A text: what looks like a comment inside of it is none. */
  readonly isText: boolean;
}

/** The parts of a file, each before those inside of it. */
export const partsOf = memo((document: Document): readonly Part[] => {
  if (document.language === "text") return [];
  if (document.language === "script")
    return document.statements.flatMap((statement) => codeParts(document, statement)).sort(byPlace);
  return document.roots.flatMap((root) => treeParts(root));
});

const byPlace = (a: Span, b: Span): number => a.start - b.start || b.end - a.end;

function codeParts(document: ScriptDocument, statement: Statement): readonly Part[] {
  const base = document.blocks.get(statement.block) ?? 0;
  const part = ({ start, end }: Site, isSeparate: boolean, isText: boolean): Part => ({
    start: base + start,
    end: base + end,
    isSeparate,
    isText,
  });
  const items = new Set<CodeNode>();
  return nodesOf(statement).flatMap((node) => {
    const own = part(node, statements.has(node.kind) || items.has(node), texts.has(node.kind));
    if (node.kind === "array") for (const item of node.items) items.add(item);
    return node.kind === "object" ? [own, ...node.properties.map((one) => part(one, true, false))] : [own];
  });
}

const statements: ReadonlySet<CodeNode["kind"]> = new Set<CodeNode["kind"]>(
  "variable expression return throw if loop try switch block import export jump".split(" ") as CodeNode["kind"][],
);

/** What has no form of its own may be text in markup. */
const texts: ReadonlySet<CodeNode["kind"]> = new Set<CodeNode["kind"]>(["literal", "template", "other"]);

/** A collection starts with the first of its parts: it is none itself, unless it is an item. */
function treeParts(node: Node, isSeparate = false): readonly Part[] {
  const { start, end } = node;
  const isText = node.kind === "scalar";
  const own = isSeparate || isText ? [{ start, end, isSeparate, isText }] : [];
  if (node.kind === "sequence") return [...own, ...node.items.flatMap((item) => treeParts(item, true))];
  if (node.kind !== "mapping") return own;
  return [
    ...own,
    ...node.entries.flatMap((entry) => [
      { start: entry.start, end: entry.end, isSeparate: true, isText: false },
      ...treeParts(entry.key),
      ...treeParts(entry.value),
    ]),
  ];
}
