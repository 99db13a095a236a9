import { memoByText } from "../memo.ts";
import { type Chars, charOf, hasAny } from "./chars.ts";
import { type Positions, positionsOf } from "./pattern-positions.ts";
import { type Run, run } from "./pattern-run.ts";
import { type PatternNode, patternTree } from "./pattern-tree.ts";

/** A text that a pattern takes far too long on: `before`, then `pump` again and again, then `after`. */
export interface Slowness {
  /** How the time grows with the text. */
  readonly growth: "exponential" | "cubic";
  readonly before: string;
  readonly pump: string;
  readonly after: string;
}

/**
 * Whether a pattern of the code's own is slow on some text. It is only if a text is found on which a matcher that goes back, as those of
 * JavaScript do, is counted to need exponentially many steps, or at least the third power of the text's length.
 */
export const slownessOf = memoByText((literal: string): Slowness | undefined => {
  if (!/[*+}]/.test(literal)) return undefined;
  const tree = patternTree(literal);
  const positions = tree && positionsOf(tree);
  if (!tree || !positions) return undefined;
  const effort = { left: 400_000 };
  for (const pump of pumpsOf(positions)) {
    const slow = provenSlow(tree, pump, effort);
    if (slow) return slow;
  }
  return undefined;
});

interface Pump {
  readonly before: string;
  readonly pump: string;
}

const mostSteps = 25_000;
const mostPumps = 12;
const turnsTried = [3, 6, 12, 24, 48];
/** A text so short that only exponents need so many steps for it. */
const shortText = 32;
/** Twice the length makes four times the steps of a square, and on the way to eight times those of a cube. */
const cubicRatio = 5.5;
/** Ends that most patterns refuse. */
const ends = ["\u0000", "\n", "!\n!", "!", "a!", ""];

/** Counts the steps for twice as many turns of the pump again and again, with an end that does not fit. */
function provenSlow(tree: PatternNode, { before, pump }: Pump, effort: { left: number }): Slowness | undefined {
  for (const after of ends) {
    const length = (turns: number) => before.length + pump.length * turns + after.length;
    const growth = growthOf((turns) => run(tree, before + pump.repeat(turns) + after, mostSteps), length, effort);
    if (growth) return { growth, before, pump, after };
  }
  return undefined;
}

function growthOf(
  runFor: (turns: number) => Run,
  length: (turns: number) => number,
  effort: { left: number },
): Slowness["growth"] | undefined {
  let before = 0;
  let ratio = 0;
  for (const turns of turnsTried) {
    const { matches, steps } = runFor(turns);
    effort.left -= steps;
    if (matches || steps === 0 || effort.left < 0) return undefined;
    const next = before === 0 ? 0 : steps / before;
    // of a power of the length the ratio stays the same, of an exponential it grows
    if (next >= 12 && next > ratio * 1.7 && ratio > 0) return "exponential";
    if (steps >= mostSteps)
      return length(turns) <= shortText ? "exponential" : turns > 12 && ratio > cubicRatio ? "cubic" : undefined;
    [before, ratio] = [steps, next];
  }
  return ratio > cubicRatio ? "cubic" : undefined;
}

/** Texts that two ways through the pattern take alike: the candidates. */
function* pumpsOf(positions: Positions): Iterable<Pump> {
  const found = new Set<string>();
  for (const { at, word } of ambiguousWords(positions)) {
    const key = `${at} ${word}`;
    if (found.has(key)) continue;
    if (found.add(key).size > mostPumps) return;
    yield { before: wordTo(positions, at) ?? "", pump: word };
  }
}

interface Ambiguous {
  readonly at: number;
  readonly word: string;
}

/** Words that lead from a position back to it in two ways, or that two positions, one behind the other, both take again and again. */
function* ambiguousWords(positions: Positions): Iterable<Ambiguous> {
  const effort = { left: 40_000 };
  for (let at = 0; at < positions.sets.length; at++) {
    for (const other of effort.left > 0 ? (positions.twice[at] ?? []) : []) {
      const back = path([other], ([here = 0]) => here === at, positions, effort);
      if (back !== undefined) yield { at, word: charAt(positions, [other]) + back };
    }
  }
  for (let at = 0; at < positions.sets.length && effort.left > 0; at++) {
    if (!positions.isRepeated[at]) continue;
    const twoWays = path([at, at, 0], ([a, b, apart]) => a === at && b === at && apart === 1, positions, effort, true);
    if (twoWays) yield { at, word: twoWays };
  }
  for (let at = 0; at < positions.sets.length; at++) {
    for (let later = 0; later < positions.sets.length && effort.left > 0; later++) {
      if (at === later || !positions.isRepeated[at] || !positions.isRepeated[later]) continue;
      if (!common(positions, [at, later])) continue;
      const shared = path([at, at, later], ([a, b, c]) => a === at && b === later && c === later, positions, effort);
      if (shared) yield { at, word: shared };
    }
  }
}

/** The shortest word (at least one character) that leads all positions of a tuple to where `isEnd` holds. */
function path(
  start: readonly number[],
  isEnd: (tuple: readonly number[]) => boolean,
  positions: Positions,
  effort: { left: number },
  tellsApart = false,
): string | undefined {
  if (!tellsApart && start.length === 1 && isEnd(start)) return "";
  const seen = new Set([start.join()]);
  let front: { readonly tuple: readonly number[]; readonly word: string }[] = [{ tuple: start, word: "" }];
  while (front.length > 0 && (front[0]?.word.length ?? 0) < 12) {
    const next: typeof front = [];
    for (const { tuple, word } of front) {
      if (effort.left <= 0) return undefined;
      for (const reached of successors(tuple, positions, tellsApart, effort)) {
        const char = charAt(positions, tellsApart ? reached.slice(0, 2) : reached);
        if (char === "") continue;
        if (isEnd(reached)) return word + char;
        const key = reached.join();
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ tuple: reached, word: word + char });
      }
    }
    front = next;
  }
  return undefined;
}

/** `tellsApart`: the last item says whether the two before it have been apart. */
function successors(
  tuple: readonly number[],
  { follow }: Positions,
  tellsApart: boolean,
  effort: { left: number },
): readonly (readonly number[])[] {
  const moving = tellsApart ? tuple.slice(0, 2) : tuple;
  let reached: readonly (readonly number[])[] = [[]];
  for (const here of moving) {
    reached = reached.flatMap((before) => [...(follow[here] ?? [])].map((one) => [...before, one]));
    effort.left -= reached.length;
    if (reached.length > 2000) return [];
  }
  return tellsApart ? reached.map(([a = 0, b = 0]) => [a, b, a !== b || tuple[2] === 1 ? 1 : 0]) : reached;
}

const common = (positions: Positions, tuple: readonly number[]): Chars =>
  tuple.reduce((set, at) => set & (positions.sets[at] ?? 0n), (1n << 129n) - 1n);

/** A character that all positions of a tuple take: a letter rather than a sign. */
function charAt(positions: Positions, tuple: readonly number[]): string {
  const set = common(positions, tuple);
  for (const code of likely) if (hasAny(set, charOf(code))) return String.fromCharCode(code);
  return "";
}

const likely = [97, 48, 32, 45, 46, 64, 47, 9, ...Array.from({ length: 95 }, (_, index) => 32 + index), 10, 13, 0, 128];

/** A word that leads from the pattern's start to a position. */
function wordTo(positions: Positions, at: number): string | undefined {
  const effort = { left: 5000 };
  let best: string | undefined;
  for (const first of positions.first) {
    const rest = path([first], ([here]) => here === at, positions, effort);
    const word = rest === undefined ? undefined : charAt(positions, [first]) + rest;
    if (word !== undefined && (best === undefined || word.length < best.length)) best = word;
  }
  return best;
}
