import { createEdit } from "../edit/create-edit.ts";
import { fileBlockOf } from "../edit/sited.ts";
import { endIn, type Part, partsOver, placeIn } from "../project/parts.ts";
import type { Document, TreeDocument } from "../syntax/document.ts";
import { entryOf, followed } from "../syntax/node.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Reported } from "./findings.ts";
import type { FixContext } from "./fixes.ts";
import type { Cure } from "./rule.ts";

/**
 * The cure that changes nothing but records a decision: a `handrail-ignore` comment above what the finding is in, with the reason left to
 * be written (until it is, `handrail/missing-reason` reminds of it). JSON has no comments: there it is the resource's `Metadata`.
 * Undefined where neither has a place, and in a tree that cannot be read to its end.
 */
export function suppressing({ finding }: Reported, context: FixContext): Cure | undefined {
  const document = context.documentOf(finding.at.path);
  if (!document || finding.rule.startsWith("handrail/")) return undefined;
  if (document.language !== "script" && document.problems.length > 0) return undefined;
  const { start } = finding.at.span;
  const edits =
    document.language === "json"
      ? inMetadata(document, finding.rule, start, context)
      : aboveLine(document, finding.rule, start);
  return edits && { title: titleOf(finding.rule), safety: "unsafe", edits };
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

function inMetadata(
  document: TreeDocument,
  rule: string,
  offset: number,
  context: FixContext,
): Cure["edits"] | undefined {
  const resources = followed(entryOf(document.roots[0], "Resources")?.value);
  if (resources?.kind !== "mapping") return undefined;
  const around = resources.entries.find(
    (one) => placeIn(document, one).start <= offset && offset < endIn(document, one),
  );
  const body = followed(around?.value);
  if (body?.kind !== "mapping") return undefined;
  const edit = createEdit((site) => context.documentOf(site.block.path));
  return edit.set(body, ["Metadata", "handrail", "ignore", rule], "because …");
}
