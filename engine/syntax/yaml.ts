import type { Block, Site, SourceFile } from "../text/source.ts";
import type { Problem, TreeDocument } from "./document.ts";
import { isText, maxProblems, tooDeep, unreadable } from "./limits.ts";
import { type Composed, composed } from "./yaml-compose.ts";
import { nodeReader } from "./yaml-node.ts";

const openString = "the string does not end";

/**
 * Reads YAML: every document of the stream, comments, local tags; aliases stay aliases. Text that is broken or half typed gives
 * the tree that can still be made out, and problems.
 */
export function readYaml(file: SourceFile): TreeDocument {
  const block: Block = { path: file.path, text: file.text };
  if (!isText(file.text)) return unreadable({ file, language: "yaml" }, block, "is not text");
  try {
    return read(file, block);
  } catch (error) {
    if (error instanceof RangeError) return unreadable({ file, language: "yaml" }, block, tooDeep);
    throw error;
  }
}

function read(file: SourceFile, block: Block): TreeDocument {
  const { stream, openQuotes } = withQuotesClosed(block.text);
  const toNode = nodeReader(block, new Set(openQuotes));
  const roots = stream.documents.flatMap((document) => (document.contents ? [toNode(document.contents)] : []));
  const site = (start: number, end: number): Site => {
    const from = Math.max(0, Math.min(start, block.text.length));
    return { block, start: from, end: Math.max(from, Math.min(end, block.text.length)) };
  };
  const fatal = roots.length === 0;
  const problems: Problem[] = [
    ...stream.cuts.slice(0, 1).map((at) => ({ at: site(at, at + 1), message: tooDeep, fatal: true })),
    ...openQuotes.map((at) => ({ at: site(at, lineEnd(block.text, at)), message: openString, fatal })),
    ...stream.errors.map(({ pos, message }) => ({ at: site(...pos), message: told(message), fatal })),
  ];
  const comments = stream.comments.map(([start, end]) => site(start, end));
  return {
    file,
    language: "yaml",
    blocks: new Map([[block, 0]]),
    problems: problems.slice(0, maxProblems),
    comments,
    roots,
  };
}

/**
 * A string whose closing quote is not typed yet takes all lines up to the next quote with it. If the text has errors and such a string
 * stands before the first of them, it is tried as ending with its line; that reading is kept if fewer errors remain.
 */
function withQuotesClosed(text: string): { stream: Composed; openQuotes: readonly number[] } {
  let stream = composed(text);
  let masked = text;
  const openQuotes: number[] = [];
  while (stream.errors.length > 0 && openQuotes.length < 3) {
    const firstError = stream.errors.reduce((first, error) => Math.min(first, error.pos[0]), text.length);
    const quote = stream.longStrings.findLast((start) => start <= firstError);
    if (quote === undefined) break;
    const end = lineEnd(masked, quote);
    const tried = masked.slice(0, quote) + "_".repeat(end - quote) + masked.slice(end);
    const without = composed(tried);
    if (without.errors.length >= stream.errors.length) break;
    stream = without;
    masked = tried;
    openQuotes.push(quote);
  }
  return { stream, openQuotes };
}

function lineEnd(text: string, from: number): number {
  const length = text.slice(from).search(/\r?\n/);
  return length < 0 ? text.length : from + length;
}

/** The parser's sentence, or ours where that one is odd; one that quotes a whole line is cut. */
function told(message: string): string {
  if (message.startsWith("Missing closing ")) return openString;
  return message.length > 140 ? `${message.slice(0, 139)}…` : message;
}
