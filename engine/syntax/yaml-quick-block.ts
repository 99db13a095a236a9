import type { Scalar } from "./node.ts";
import { afterSpaces, type Cursor, notSure } from "./yaml-quick-flow.ts";

const header = /([|>])([-+]?)(?=[ \r\n])/y;

/** A literal block, or a folded one of plain lines. Leaves the cursor at the next line's first word. */
export function quickBlockScalar(at: Cursor, parent: number, tag: string | undefined): Scalar {
  const { block, text } = at;
  const start = at.offset;
  header.lastIndex = start;
  const [, style, chomp] = header.exec(text) ?? [];
  if (style === undefined) throw notSure;
  at.offset = header.lastIndex;
  if (!at.isLineEnd(at.offset)) throw notSure;
  const { lines, end, next } = linesOf(text, text.indexOf("\n", at.offset) + 1, parent);
  const trailing = lines.length - lines.findLastIndex((line) => line !== "") - 1;
  const content = lines.slice(0, lines.length - trailing);
  if (style === ">" && content.some((line) => line === "" || line.startsWith(" "))) throw notSure;
  const tail = chomp === "-" ? "" : chomp === "+" ? "\n".repeat(trailing + 1) : "\n";
  at.offset = next;
  if (next < text.length) at.nextLine(next);
  return {
    kind: "scalar",
    block,
    start,
    end,
    value: content.join(style === ">" ? " " : "\n") + tail,
    style: style === ">" ? "folded" : "literal",
    ...(tag !== undefined && { tag }),
  };
}

/** The lines of a block without their indentation, where the last one with text ends, and where the next line begins. */
function linesOf(text: string, from: number, parent: number) {
  const lines: string[] = [];
  let indent = 0;
  let end = from;
  let line = from;
  while (line < text.length) {
    const word = afterSpaces(text, line);
    const lineBreak = text.indexOf("\n", word);
    // Whether a last line without an end counts as one is left to the parser.
    if (lineBreak < 0) throw notSure;
    const last = text.charCodeAt(lineBreak - 1) === 13 && lineBreak > word ? lineBreak - 1 : lineBreak;
    if (word === last) {
      if (word > line) throw notSure;
      lines.push("");
    } else {
      if (indent === 0) indent = word - line;
      if (indent <= parent || word - line < indent) break;
      lines.push(text.slice(line + indent, last));
      end = last;
    }
    line = lineBreak + 1;
  }
  if (lines.every((each) => each === "")) throw notSure;
  return { lines, end, next: line };
}
