import type { Block } from "../text/source.ts";
import { type Cutter, nestingOf, type PieceReading, type Sizes, slowCost } from "./blocks.ts";
import type { Problem } from "./document.ts";
import { maxDepth, maxProblems, tooDeep } from "./limits.ts";
import type { Entry, Mapping, Node, Scalar } from "./node.ts";
import { readYamlBlock } from "./yaml.ts";
import { cutYaml, endYaml } from "./yaml-cut.ts";
import { endOf } from "./yaml-joined.ts";
import { linesOfKey, missing } from "./yaml-node.ts";

const noKey = "a key and a colon are missing";

/** How far the end of a string or bracket is looked for that its entry does not have. */
const furthest = 50_000;

/** Cuts YAML files whose root is a mapping in block style. */
export const yamlCutter = (sizes: Sizes): Cutter => ({
  cut: (text, at, levels) => cutYaml(text, at, levels, sizes),
  read: (block, cut) => readPiece(block, cut.levels.length),
  extended(text, at, cut, from) {
    const start = at + from;
    const length = endOf(text.slice(start, start + furthest), 0);
    if (length === undefined) return { reach: start + furthest };
    const next = lineAfter(text, start + length);
    // The rest is cut as if it belonged to the entry: only where that ends counts.
    return next === undefined ? { reach: start + length + 200 } : { cut: endYaml(text, next, cut), reach: next };
  },
});

const blankRest = /[ \t]*(?:(?:(?<=[ \t])#|:[ \t])[^\n]*|:)?(?:\r?\n|$)/y;

/** The line after an offset, if nothing but a comment stands between, or the value of a key. */
function lineAfter(text: string, at: number): number | undefined {
  blankRest.lastIndex = at;
  return blankRest.test(text) ? blankRest.lastIndex : undefined;
}

/** `depth`: how many mappings there are around the entries. */
export function readPiece(block: Block, depth: number, known?: ReadonlyMap<string, Node>): PieceReading {
  try {
    const { roots, problems, comments, anchors, unknown, runsOn, isQuick } = readYamlBlock(block, {
      depth: maxDepth - depth + 1,
      known,
    });
    const [root, ...more] = roots;
    const { entries, odd } = entriesFrom(root);
    const ours = [...(odd ? [odd] : []), ...more.map((at) => ({ at, message: noKey, fatal: false }))];
    return {
      block,
      entries,
      problems: ours
        .concat(problems.map((problem) => ({ ...problem, fatal: problem.message === tooDeep })))
        .slice(0, maxProblems),
      comments,
      anchors,
      unknown,
      runsOn,
      nesting: nestingOf(entries),
      cost: block.text.length * (isQuick ? 1 : slowCost),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = { block, start: 0, end: Math.min(1, block.text.length) };
    return {
      block,
      entries: [],
      problems: [{ at, message: tooDeep, fatal: true }],
      comments: [],
      nesting: maxDepth,
      cost: 0,
    };
  }
}

/** What is read where a key is expected. A word alone is a key that is being typed. */
function entriesFrom(root: Node | undefined): { readonly entries: readonly Entry[]; readonly odd?: Problem } {
  if (!root) return { entries: [] };
  if (isBlockMapping(root)) return { entries: root.entries };
  const odd: Problem = { at: root, message: noKey, fatal: false };
  if (root.kind !== "scalar") return { entries: [], odd };
  return { entries: linesOfKey(root).map(withoutValue), odd };
}

const isBlockMapping = (node: Node): node is Mapping => node.kind === "mapping" && !node.flow && !node.tag;

const withoutValue = (key: Scalar): Entry => {
  const { block, start, end } = key;
  return { block, start, end, key, value: missing(block, end) };
};
