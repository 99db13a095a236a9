import type { Chars } from "./chars.ts";
import type { PatternNode } from "./pattern-tree.ts";

/** The places of a pattern that take a character, and which can come after which. */
export interface Positions {
  readonly sets: readonly Chars[];
  readonly first: readonly number[];
  readonly follow: readonly ReadonlySet<number>[];
  /** Those that a position is followed by in more than one way, as in `(a+)+`. */
  readonly twice: readonly ReadonlySet<number>[];
  /** Whether a position is in a repetition without end, or with a far one. */
  readonly isRepeated: readonly boolean[];
}

const mostPositions = 150;
/** So many turns are as good as no limit. */
const manyTurns = 25;

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly mayBeEmpty: boolean;
}

const nothing: Part = { first: [], last: [], mayBeEmpty: true };

/** Undefined: the pattern is too large. */
export function positionsOf(tree: PatternNode): Positions | undefined {
  const sets: Chars[] = [];
  const follow: Set<number>[] = [];
  const twice: Set<number>[] = [];
  const isRepeated: boolean[] = [];

  function link(from: readonly number[], to: readonly number[]): void {
    for (const a of from) {
      for (const b of to) {
        if (follow[a]?.has(b)) twice[a]?.add(b);
        else follow[a]?.add(b);
      }
    }
  }

  function partOf(node: PatternNode, repeats: boolean): Part {
    switch (node.kind) {
      case "chars": {
        const at = sets.push(node.set) - 1;
        follow.push(new Set());
        twice.push(new Set());
        isRepeated.push(repeats);
        return { first: [at], last: [at], mayBeEmpty: false };
      }
      case "sequence":
        return node.parts.reduce<Part>((before, part) => after(before, partOf(part, repeats)), nothing);
      case "choice":
        return node.parts.map((part) => partOf(part, repeats)).reduce(either);
      case "repeat":
        return repeated(node, repeats);
      default:
        return nothing;
    }
  }

  function after(a: Part, b: Part): Part {
    link(a.last, b.first);
    return {
      first: a.mayBeEmpty ? [...a.first, ...b.first] : a.first,
      last: b.mayBeEmpty ? [...a.last, ...b.last] : b.last,
      mayBeEmpty: a.mayBeEmpty && b.mayBeEmpty,
    };
  }

  function repeated(node: Extract<PatternNode, { kind: "repeat" }>, repeats: boolean): Part {
    const isLong = node.most >= manyTurns;
    // a few turns in a row, such as `a{3}`, are as many parts
    const turns = isLong || node.most < 2 ? 1 : Math.min(node.most, 4);
    let all = nothing;
    for (let turn = 0; turn < turns && sets.length <= mostPositions; turn++) {
      const part = partOf(node.part, repeats || isLong);
      if (isLong) link(part.last, part.first);
      all = turn === 0 ? part : after(all, turn >= node.least ? { ...part, mayBeEmpty: true } : part);
    }
    return node.least === 0 ? { ...all, mayBeEmpty: true } : all;
  }

  const whole = partOf(tree, false);
  return sets.length > mostPositions ? undefined : { sets, first: whole.first, follow, twice, isRepeated };
}

const either = (a: Part, b: Part): Part => ({
  first: [...a.first, ...b.first],
  last: [...a.last, ...b.last],
  mayBeEmpty: a.mayBeEmpty || b.mayBeEmpty,
});
