import type { Document, TreeDocument } from "../syntax/document.ts";
import { type Entry, entryOf, followed } from "../syntax/node.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Reported } from "./findings.ts";
import type { FixContext } from "./fixes.ts";
import type { Cure } from "./rule.ts";

/**
 * The cure that changes nothing but records a decision: a `handrail-ignore` comment above the line, with the reason left to be written
 * (until it is, `handrail/missing-reason` reminds of it). JSON has no comments: there it is the resource's `Metadata`.
 */
export function suppressing({ finding }: Reported, context: FixContext): Cure | undefined {
  const document = context.documentOf(finding.at.path);
  if (!document || finding.rule.startsWith("handrail/")) return undefined;
  const title = finding.rule.startsWith("auth/")
    ? "Public on purpose, because …"
    : `Ignore '${finding.rule}' here, because …`;
  const edits =
    document.language === "json"
      ? inMetadata(document, finding.rule, finding.at.span.start)
      : aboveLine(document, finding.rule, finding.at.span.start);
  return edits && { title, safety: "unsafe", edits };
}

function aboveLine(document: Document, rule: string, offset: number): Cure["edits"] | undefined {
  const { file } = document;
  const start = lineStarts(file)[positionAt(file, offset).line] ?? 0;
  const indent = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? "";
  const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
  const mark = document.language === "script" ? "//" : "#";
  const at = siteAt(document, start);
  return at && [{ at, text: `${indent}${mark} handrail-ignore ${rule}: because …${newline}` }];
}

/** An empty site at a file offset, in the nearest block: blocks may leave gaps between them. */
function siteAt(document: Document, offset: number) {
  let best: { readonly block: Parameters<typeof document.blocks.get>[0]; readonly start: number } | undefined;
  for (const [block, start] of document.blocks)
    if (start <= offset && (!best || start >= best.start)) best = { block, start };
  const first = best ?? Array.from(document.blocks, ([block, start]) => ({ block, start }))[0];
  return first && { block: first.block, start: offset - first.start, end: offset - first.start };
}

function inMetadata(document: TreeDocument, rule: string, offset: number): Cure["edits"] | undefined {
  const resources = followed(entryOf(document.roots[0], "Resources")?.value);
  if (resources?.kind !== "mapping") return undefined;
  const entry = resources.entries.find((one: Entry) => one.start <= offset && offset < one.end);
  const body = followed(entry?.value);
  if (body?.kind !== "mapping" || entryOf(body, "Metadata")) return undefined;
  const first = body.entries[0];
  if (!first) return undefined;
  const line = `"Metadata": { "handrail": { "ignore": { ${JSON.stringify(rule)}: "because …" } } }, `;
  return [{ at: { block: first.block, start: first.start, end: first.start }, text: line }];
}
