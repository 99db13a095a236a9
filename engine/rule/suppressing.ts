import { createEdit } from "../edit/create-edit.ts";
import { fileBlockOf } from "../edit/sited.ts";
import { type Part, partsOver, placeIn } from "../project/parts.ts";
import type { Document, TreeDocument } from "../syntax/document.ts";
import { followed } from "../syntax/node.ts";
import { kindOf } from "../template/identify.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Reported } from "./findings.ts";
import type { FixContext } from "./fixes.ts";
import { resourceAt } from "./resource-at.ts";
import type { Cure } from "./rule.ts";

/**
 * The cure that changes nothing but records a decision: a `handrail-ignore` comment above what the finding is in, with the reason left to
 * be written (until it is, `handrail/missing-reason` reminds of it). JSON has no comments: there it is an entry of the resource's
 * `Metadata`, or else one for the whole file. Undefined where neither has a place, and in a tree that cannot be read to its end.
 */
export function suppressing({ finding }: Reported, context: FixContext): Cure | undefined {
  const { rule, at } = finding;
  const document = context.documentOf(at.path);
  if (!document || rule.startsWith("handrail/")) return undefined;
  if (document.language !== "script" && document.problems.length > 0) return undefined;
  if (document.language === "json") return inTree(document, rule, at.span.start, context);
  const edits = aboveLine(document, rule, at.span.start);
  return edits && { title: titleOf(rule), safety: "unsafe", edits };
}

/** What leaves a door open is mostly meant to be open. */
const titleOf = (rule: string): string =>
  rule.endsWith("-no-authorizer") ? "Public on purpose, because …" : `Ignore '${rule}' here, because …`;

function aboveLine(document: Document, rule: string, offset: number): Cure["edits"] | undefined {
  const { text } = document.file;
  const start = lineFor(document, offset);
  if (start === undefined) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
  const isCode = document.language === "script";
  // A lone carriage return ends a line of code, but none of a tree.
  if (!isCode && text[start - 1] === "\r") return undefined;
  const newline = (isCode ? /\r\n|\n|\r/ : /\r?\n/).exec(text.slice(start))?.[0] ?? /\r?\n/.exec(text)?.[0] ?? "\n";
  const mark = isCode ? "//" : "#";
  const at = { block: fileBlockOf(document), start, end: start };
  return [{ at, text: `${indent}${mark} handrail-ignore ${rule}: because …${newline}` }];
}

/**
 * Where the line starts that a comment can be put above: that of the innermost statement, entry or item around the offset, unless a text
 * runs over the start of the line, in which a comment would be text too.
 */
function lineFor(document: Document, offset: number): number | undefined {
  const { file } = document;
  const starts = lineStarts(file);
  const around = partsOver(document, { start: offset, end: offset }).filter(
    (part) => part.isSeparate && holds(part, offset),
  );
  const places = around.length > 0 ? around.map((part) => part.start).reverse() : [offset];
  const comments = document.comments.map((comment) => placeIn(document, comment));
  for (const place of places) {
    const start = starts[positionAt(file, place).line] ?? 0;
    const texts = [...partsOver(document, { start, end: start }).filter((part) => part.isText), ...comments];
    if (texts.some((text) => text.start < start && start < text.end)) continue;
    return start === 0 && file.text.startsWith("\uFEFF") ? 1 : start;
  }
  return undefined;
}

const holds = (part: Part, offset: number): boolean =>
  part.start <= offset && (offset < part.end || part.start === part.end);

function inTree(document: TreeDocument, rule: string, offset: number, context: FixContext): Cure | undefined {
  const resource = followed(resourceAt(document, offset)?.value);
  const [root] = document.roots;
  const section = wholeFile.get(kindOf(document));
  const [holder, key] = resource ? [resource, "Metadata"] : [root, section];
  if (holder?.kind !== "mapping" || key === undefined) return undefined;
  const edit = createEdit((site) => context.documentOf(site.block.path), context.options);
  const edits = edit.set(holder, [key, "handrail", "ignore", rule], "because …");
  const title = resource ? titleOf(rule) : `Ignore '${rule}' in this file, because …`;
  return edits && { title, safety: "unsafe", edits };
}

/** Under which key of its root a file can say what does not count in all of it. */
const wholeFile: ReadonlyMap<string, string> = new Map([
  ["cloudformation", "Metadata"],
  ["sam", "Metadata"],
  ["serverless", "custom"],
]);
