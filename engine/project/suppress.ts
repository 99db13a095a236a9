import { memo } from "../memo.ts";
import type { Comment, Document, TreeDocument } from "../syntax/document.ts";
import type { Entry, Node } from "../syntax/node.ts";
import { entryOf, valueOf } from "../syntax/node.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Block, Site, Span } from "../text/source.ts";
import { textAt } from "../text/source.ts";
import { endIn, partsOver, placeIn } from "./parts.ts";

/**
 * One order not to report: `handrail-ignore <rule>: reason` in a comment above or beside what it speaks of, `handrail-ignore-file`
 * for the whole file, `Metadata: { handrail: { ignore: { <rule>: reason } } }` on a resource (JSON has no comments), or
 * `custom.handrail.ignore` in serverless.yml for the whole file. `rule` may be `area/*`.
 */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Where it is written: what a finding about the suppression itself points at. */
  readonly at: Site;
  /** File offsets between which findings are silenced. */
  readonly covers: Span;
}

/** A name that can be no rule's counts where a reason follows: it is told that there is no such rule. */
const written = /handrail-ignore(-file)?[ \t]+([a-z-]+\/[a-z0-9*-]+|[\w-]+(?=[ \t]*:))[ \t]*(?::[ \t]*(.*))?/;

/** All suppressions of a file, in no order. */
export const suppressionsOf = memo((document: Document): readonly Suppression[] => {
  if (![...document.blocks.keys()].some(mentionsUs)) return [];
  const spoken = document.comments.filter((comment) => mentionsUs(comment.block));
  const found = spoken.flatMap((comment) => fromComment(document, comment));
  return document.language === "yaml" || document.language === "json" ? [...found, ...fromTree(document)] : found;
});

/** Remembered by block, so that a keystroke in a large file does not cost a search in all of it. */
const mentionsUs = memo((block: Block): boolean => block.text.includes("handrail"));

function fromComment(document: Document, comment: Comment): Suppression[] {
  const match = written.exec(textAt(comment));
  if (!match?.[2]) return [];
  const at = { ...comment, start: comment.start + match.index, end: comment.start + match.index + match[0].length };
  const reason = (match[3] ?? "").replace(/\*\/\s*$/, "").trim();
  const covers = match[1] ? { start: 0, end: document.file.text.length } : coveredBy(document, comment);
  return [{ rule: match[2], reason, at, covers }];
}

/** A comment beside code covers its line; one that stands alone covers the statement, entry or item that begins on the next line with text. */
function coveredBy(document: Document, comment: Comment): Span {
  const { file } = document;
  const starts = lineStarts(file);
  const offset = placeIn(document, comment).start;
  const line = positionAt(file, offset).line;
  const lineEnd = (of: number) => starts[of + 1] ?? file.text.length;
  if (file.text.slice(starts[line], offset).trim() !== "")
    return withParts(document, { start: starts[line] ?? 0, end: lineEnd(line) });
  let next = positionAt(file, offset + (comment.end - comment.start)).line + 1;
  while (next < starts.length && /^\s*(?:(?:#|\/\/).*\s*)?$/.test(file.text.slice(starts[next], lineEnd(next)))) next++;
  if (next >= starts.length) return { start: offset, end: offset };
  return withParts(document, { start: starts[next] ?? 0, end: lineEnd(next) });
}

/** A line widened to the largest part of the file that begins on it. */
function withParts(document: Document, line: Span): Span {
  let end = line.end;
  for (const part of partsOver(document, line))
    if (part.start >= line.start && part.start < line.end) end = Math.max(end, part.end);
  return { start: line.start, end };
}

function fromTree(document: TreeDocument): Suppression[] {
  const root = document.roots[0];
  const whole = { start: 0, end: document.file.text.length };
  const custom = ignoreEntries(valueOf(root, "custom", "handrail", "ignore"), whole);
  const metadata = ignoreEntries(valueOf(root, "Metadata", "handrail", "ignore"), whole);
  const resources = entryOf(root, "Resources")?.value ?? valueOf(root, "resources", "Resources");
  if (resources?.kind !== "mapping") return [...custom, ...metadata];
  const own = resources.entries.flatMap((entry: Entry) => {
    if (!mentionsUs(entry.block) && !mentionsUs(entry.value.block)) return [];
    const covers = { start: placeIn(document, entry).start, end: endIn(document, entry) };
    return ignoreEntries(valueOf(entry.value, "Metadata", "handrail", "ignore"), covers);
  });
  return [...custom, ...metadata, ...own];
}

function ignoreEntries(node: Node | undefined, covers: Span): Suppression[] {
  if (node?.kind !== "mapping") return [];
  return node.entries.map((entry) => ({
    rule: String(entry.key.value),
    reason: entry.value.kind === "scalar" && entry.value.value !== null ? String(entry.value.value).trim() : "",
    at: entry,
    covers,
  }));
}

/** Whether a suppression speaks of a rule: by its id, or by its area (`iam/*`). */
export const speaksOf = (suppression: Suppression, rule: string): boolean =>
  suppression.rule === rule || (suppression.rule.endsWith("/*") && rule.startsWith(suppression.rule.slice(0, -1)));
