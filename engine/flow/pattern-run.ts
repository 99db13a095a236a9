import type { PatternNode } from "./pattern-tree.ts";

/** What a backtracking matcher does with a text from its start on. */
export interface Run {
  readonly matches: boolean;
  /** Characters looked at; no more than the limit. */
  readonly steps: number;
}

type Next = (at: number) => boolean;

/** Matches as the engines of JavaScript do: each choice in its order, going back where it leads nowhere. */
export function run(tree: PatternNode, text: string, limit: number): Run {
  const codes = Array.from({ length: text.length }, (_, index) => Math.min(text.charCodeAt(index), 128));
  let steps = 0;
  let depth = 0;
  const isWord = (at: number) => /\w/.test(text.charAt(at));
  const isOver = () => steps >= limit || depth > deepest;

  function match(node: PatternNode, at: number, next: Next): boolean {
    if (isOver()) return false;
    depth++;
    const found = matchHere(node, at, next);
    depth--;
    return found;
  }

  function matchHere(node: PatternNode, at: number, next: Next): boolean {
    switch (node.kind) {
      case "chars":
        steps++;
        return at < codes.length && node.takes[codes[at] ?? 128] === true && next(at + 1);
      case "sequence":
        return inSequence(node.parts, 0, at, next);
      case "choice":
        return node.parts.some((part) => match(part, at, next));
      case "repeat":
        return repeated(node, 0, at, next);
      case "start":
        return at === 0 && next(at);
      case "end":
        return at === codes.length && next(at);
      case "look":
        return match(node.part, at, () => true) !== node.isNot && next(at);
      default:
        return (isWord(at - 1) !== isWord(at)) === (node.kind === "boundary") && next(at);
    }
  }

  function inSequence(parts: readonly PatternNode[], index: number, at: number, next: Next): boolean {
    const part = parts[index];
    return part ? match(part, at, (after) => inSequence(parts, index + 1, after, next)) : next(at);
  }

  function repeated(node: Extract<PatternNode, { kind: "repeat" }>, count: number, at: number, next: Next): boolean {
    // an empty turn beyond the least is none
    const again = () =>
      count < node.most &&
      match(node.part, at, (after) => (after > at || count < node.least) && repeated(node, count + 1, after, next));
    if (isOver()) return false;
    if (count < node.least) return again();
    return node.isLazy ? next(at) || again() : again() || next(at);
  }

  const matches = match(tree, 0, () => true);
  return { matches, steps: depth > deepest ? 0 : steps };
}

/** Calls within each other: a text that leads deeper than this says nothing. */
const deepest = 2500;
