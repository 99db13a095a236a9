import type { Block, Site, SourceFile } from "../text/source.ts";
import type { Comment, Problem, TreeDocument } from "./document.ts";
import { isText, maxDepth, maxProblems, tooDeep, unreadable } from "./limits.ts";
import type { Node } from "./node.ts";
import { type Composed, composed } from "./yaml-compose.ts";
import { composedJoined } from "./yaml-joined.ts";
import { type Names, nodeReader } from "./yaml-node.ts";
import { quickYaml } from "./yaml-quick.ts";

const openString = "the string does not end";
const openMessage = (text: string, at: number): string =>
  text[at] === "{" || text[at] === "[" ? `'${text[at]}' is not closed` : openString;

/**
 * Reads YAML: every document of the stream, comments, local tags; aliases stay aliases. Text that is broken or half typed gives
 * the tree that can still be made out, and problems.
 */
export function readYaml(file: SourceFile): TreeDocument {
  const block: Block = { path: file.path, text: file.text };
  if (!isText(file.text)) return unreadable({ file, language: "yaml" }, block, "is not text");
  try {
    const { roots, problems, comments } = readYamlBlock(block);
    return { file, language: "yaml", blocks: new Map([[block, 0]]), problems, comments, roots };
  } catch (error) {
    if (error instanceof RangeError) return unreadable({ file, language: "yaml" }, block, tooDeep);
    throw error;
  }
}

/** What a text by itself says. */
export interface YamlReading extends Names {
  readonly roots: readonly Node[];
  readonly problems: readonly Problem[];
  readonly comments: readonly Comment[];
  /** Where a quoted string or a collection in brackets starts that may go on beyond the text. */
  readonly runsOn?: number;
  /** Read by the quick reader. */
  readonly isQuick?: true;
}

/** What must be known of a text that is a part of one: how many levels of nesting are read, and the anchors before. */
export interface Part {
  readonly depth: number;
  readonly known?: ReadonlyMap<string, Node>;
}

export function readYamlBlock(block: Block, { depth, known }: Partial<Part> = {}): YamlReading {
  const quick = quickYaml(block);
  if (!quick) return readYamlWithParser(block, { depth, known });
  return {
    roots: [quick.root],
    problems: [],
    comments: quick.comments,
    anchors: new Map(),
    unknown: new Set(),
    isQuick: true,
  };
}

/** The same by a parser of all YAML. */
export function readYamlWithParser(block: Block, { depth, known }: Partial<Part> = {}): YamlReading {
  const { stream, open, runsOn } = bestReading(block.text, depth ?? maxDepth, depth !== undefined);
  const names: Names = { anchors: new Map(known), unknown: new Set() };
  const toNode = nodeReader(block, new Set(open), names);
  const roots = stream.documents.flatMap((document) => (document.contents ? [toNode(document.contents)] : []));
  const site = (start: number, end: number): Site => {
    const from = Math.max(0, Math.min(start, block.text.length));
    return { block, start: from, end: Math.max(from, Math.min(end, block.text.length)) };
  };
  const fatal = roots.length === 0;
  const problems: Problem[] = [
    ...stream.cuts.slice(0, 1).map((at) => ({ at: site(at, at + 1), message: tooDeep, fatal: true })),
    ...open.map((at) => ({ at: site(at, lineEnd(block.text, at)), message: openMessage(block.text, at), fatal })),
    ...stream.errors.map(({ pos, message }) => ({ at: site(...pos), message: told(message), fatal })),
  ];
  const comments = stream.comments.map(([start, end]) => site(start, end));
  return { roots, problems: problems.slice(0, maxProblems), comments, runsOn, ...names };
}

interface Reading {
  readonly stream: Composed;
  /** Where strings and brackets start that end with their line, for want of a closing mark. */
  readonly open: readonly number[];
  readonly runsOn?: number;
}

function bestReading(text: string, depth: number, isPart: boolean): Reading {
  const strict = composed(text, depth);
  const closed = closedByLine(text, strict, depth);
  if (strict.errors.length === 0) return closed;
  const { stream, stuck } = composedJoined(text, strict, depth);
  return stream && (isPart || closed.stream.errors.length > 0) ? { stream, open: [] } : { ...closed, runsOn: stuck };
}

/**
 * A string whose closing quote is not typed yet takes all lines up to the next quote with it, an open bracket the lines below it. If the
 * text has errors and one of them stands before the first, it is tried as ending with its line; that reading is kept if fewer errors remain. A bracket that only lacks its
 * closing mark does no harm to what is below.
 */
function closedByLine(text: string, strict: Composed, depth: number): Reading {
  const open: number[] = [];
  let stream = strict;
  let masked = text;
  const isBetter = (at: number | undefined): boolean => {
    if (at === undefined) return false;
    const end = lineEnd(masked, at);
    const tried = masked.slice(0, at) + "_".repeat(end - at) + masked.slice(end);
    const without = composed(tried, depth);
    if (without.errors.length >= stream.errors.length) return false;
    stream = without;
    masked = tried;
    open.push(at);
    return true;
  };
  while (stream.errors.length > 0 && open.length < 3) {
    const firstError = stream.errors.reduce((first, error) => Math.min(first, error.pos[0]), text.length);
    const string = stream.longStrings.findLast((start) => start <= firstError);
    const isHarmless = stream.errors.every(({ message }) => message.startsWith("Flow "));
    const bracket = isHarmless || stream.brokenOff === string ? undefined : stream.brokenOff;
    if (!isBetter(string) && !isBetter(bracket)) break;
  }
  return { stream, open };
}

function lineEnd(text: string, from: number): number {
  const length = text.slice(from).search(/\r?\n/);
  return length < 0 ? text.length : from + length;
}

/** The parser's sentence, or ours where that one is odd; one that quotes a whole line is cut. */
function told(message: string): string {
  if (message.startsWith("Missing closing ")) return openString;
  if (message.startsWith("Flow ")) return `a closing '${message.at(-1)}' is missing`;
  return message.length > 140 ? `${message.slice(0, 139)}…` : message;
}
