import type { Block } from "../text/source.ts";
import { type Cut, type Cutter, nestingOf, opened, type PieceReading, type Sizes } from "./blocks.ts";
import { readJsonBlock } from "./json.ts";
import { cutJson } from "./json-cut.ts";
import { maxDepth, tooDeep } from "./limits.ts";
import type { Entry } from "./node.ts";

/** Cuts JSON files whose root is an object. */
export const jsonCutter = (sizes: Sizes): Cutter => ({
  cut: (text, at, levels) => cutJson(text, at, levels, sizes),
  read: readPiece,
});

function readPiece(block: Block, cut: Cut, isFirst: boolean): PieceReading {
  try {
    return opened(cut) < 0 ? readClosing(block, cut) : readProperties(block, cut, isFirst);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = { block, start: 0, end: Math.min(1, block.text.length) };
    return {
      block,
      entries: [],
      problems: [{ at, message: tooDeep, fatal: true }],
      comments: [],
      opened: opened(cut),
      nesting: maxDepth,
      cost: 0,
    };
  }
}

function readProperties(block: Block, cut: Cut, isFirst: boolean): PieceReading {
  const { levels, next } = cut;
  const { roots, problems, comments } = readJsonBlock(block, {
    before: isFirst ? "" : "{",
    after: "}".repeat(next.length - levels.length + 1),
    depth: maxDepth - levels.length + 1,
  });
  const [root] = roots;
  const entries = root?.kind === "mapping" ? root.entries : [];
  return {
    block,
    entries: opened(cut) > 0 ? withEmptyLast(entries) : entries,
    problems,
    comments,
    opened: opened(cut),
    nesting: nestingOf(entries),
    cost: block.text.length * 2,
  };
}

/** The value of a header's entry, of which only the bracket is there, is where that bracket stands. */
function withEmptyLast(entries: readonly Entry[]): readonly Entry[] {
  const last = entries.at(-1);
  if (!last) return entries;
  const { block, start } = last.value;
  return [
    ...entries.slice(0, -1),
    { ...last, end: start, value: { kind: "scalar", block, start, end: start, value: null, style: "json" } },
  ];
}

/** What closes an object, and what stands between it and the next property. */
function readClosing(block: Block, cut: Cut): PieceReading {
  const around = cut.next.length === 0 ? { before: "{", after: "" } : { before: '{"":{', after: "}" };
  const { problems, comments } = readJsonBlock(block, { ...around, depth: maxDepth });
  return { block, entries: [], problems, comments, opened: opened(cut), nesting: 1, cost: block.text.length };
}
