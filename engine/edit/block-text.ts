import type { Entry, Mapping, Node, Scalar, Sequence } from "../syntax/node.ts";
import { column, entryColumn, indentation, lineEnd, lineStart, partsOf } from "./place.ts";
import type { Tree } from "./tree.ts";

/** Where a block mapping's keys or a block sequence's dashes stand. */
export function partColumn(tree: Tree, container: Mapping | Sequence): number {
  const first = container.kind === "mapping" ? container.entries[0] : undefined;
  return first ? entryColumn(tree.text, first.start) : column(tree.text, container.start);
}

/**
 * The end of the line after which lines can follow a part without becoming part of it: behind its own comment, behind comments that are
 * indented deeper than `partColumn`, behind the empty lines that a block scalar keeps.
 */
export function endBelow(tree: Tree, part: Entry | Node, partColumn: number): number {
  const { text } = tree;
  const last = lastScalar(part);
  let end = lineEnd(text, part.end);
  if (last && keepsEmptyLines(text, last)) end = overLines(text, end, (line) => line.trim() === "");
  return overLines(text, end, (line) => /^ *#/.test(line) && line.indexOf("#") > partColumn);
}

/** Passes over the whole lines after `end` that fit, and answers the end of the last. */
function overLines(text: string, end: number, fits: (line: string) => boolean): number {
  let at = end;
  for (;;) {
    const feed = text.indexOf("\n", at);
    const next = feed < 0 ? -1 : lineEnd(text, feed + 1);
    if (next < 0 || (next === text.length && next === feed + 1) || !fits(text.slice(feed + 1, next))) return at;
    at = next;
  }
}

function lastScalar(part: Entry | Node): Scalar | undefined {
  const node = "key" in part ? part.value : part;
  if (node.kind === "scalar") return node;
  const last = node.kind === "alias" ? undefined : partsOf(node).at(-1);
  return last && lastScalar(last);
}

const keepsEmptyLines = (text: string, scalar: Scalar): boolean =>
  (scalar.style === "literal" || scalar.style === "folded") &&
  /^[|>]\d?\+/.test(text.slice(scalar.start, scalar.start + 3));

/** Where the dash of each item of a block sequence stands; undefined if the text is not as expected. */
export function dashOf(tree: Tree, sequence: Sequence, index: number): number | undefined {
  const { text } = tree;
  const previous = sequence.items[index - 1];
  if (!previous) return text[sequence.start] === "-" ? sequence.start : undefined;
  const at = column(text, sequence.start);
  const item = sequence.items[index];
  let from = text.indexOf("\n", previous.end) + 1;
  while (from > 0 && item && from <= item.start) {
    if (text[from + at] === "-" && indentation(text, from).length === at) return from + at;
    from = text.indexOf("\n", from) + 1;
  }
  return undefined;
}

/** Whether an empty line stands between the last two parts: then one is put before the next as well. */
export function isSpaced(tree: Tree, container: Mapping | Sequence): boolean {
  const [last, previous] = partsOf(container).toReversed();
  if (!last || !previous) return false;
  return /\n[ \t]*\r?\n/.test(tree.text.slice(lineEnd(tree.text, previous.end), lineStart(tree.text, last.start)));
}
