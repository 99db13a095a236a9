import { allChars, type Chars, noChars, nonAscii, sizeOf } from "./chars.ts";

/** Which texts are let through. */
export interface Admitted {
  /** The characters that may stand somewhere in them. */
  readonly anywhere: Chars;
  /** Those that may stand first. */
  readonly first: Chars;
  /** What all of them begin with. */
  readonly prefix: string;
  /** The characters that may stand behind it. */
  readonly next: Chars;
  readonly longest: number;
  /** How many there are, `Infinity` for very many. */
  readonly count: number;
  /** A text that none of them has in it. */
  readonly lacks?: string;
}

/** All texts in which only some characters stand. */
export const madeOf = (anywhere: Chars): Admitted => ({
  anywhere,
  first: anywhere,
  prefix: "",
  next: anywhere,
  longest: Number.POSITIVE_INFINITY,
  count: Number.POSITIVE_INFINITY,
});

/** A part of a pattern. */
export interface Part extends Admitted {
  readonly mayBeEmpty: boolean;
  /** Only the prefix, with nothing behind it. */
  readonly isText: boolean;
  /** It begins where the text begins, and ends where it ends. */
  readonly starts: boolean;
  readonly ends: boolean;
}

export const nothing: Part = {
  anywhere: noChars,
  first: noChars,
  prefix: "",
  next: noChars,
  longest: 0,
  count: 1,
  mayBeEmpty: true,
  isText: true,
  starts: false,
  ends: false,
};

/** One character of some; `text`: which, if there is one only. */
export function oneOf(set: Chars | undefined, text?: string): Part | undefined {
  if (set === undefined) return undefined;
  const isText = text !== undefined && sizeOf(set) === 1;
  return {
    ...nothing,
    anywhere: set,
    first: set,
    longest: 1,
    count: set & nonAscii ? Infinity : sizeOf(set),
    mayBeEmpty: false,
    prefix: isText ? text : "",
    next: isText ? noChars : set,
    isText,
  };
}

export const followed = (a: Part, b: Part): Part => ({
  anywhere: a.anywhere | b.anywhere,
  first: a.mayBeEmpty ? a.first | b.first : a.first,
  prefix: a.isText ? a.prefix + b.prefix : a.prefix,
  next: a.isText ? (b.mayBeEmpty && !b.isText && b.longest > 0 ? allChars : b.next) : a.next,
  longest: a.longest + b.longest,
  count: a.count * b.count,
  mayBeEmpty: a.mayBeEmpty && b.mayBeEmpty,
  isText: a.isText && b.isText,
  lacks: a.lacks ?? b.lacks,
  starts: a.starts,
  ends: b.ends,
});

export function eitherPart(a: Part, b: Part): Part {
  let shared = 0;
  while (shared < a.prefix.length && a.prefix[shared] === b.prefix[shared]) shared++;
  return {
    anywhere: a.anywhere | b.anywhere,
    first: a.first | b.first,
    prefix: a.prefix.slice(0, shared),
    next: allChars,
    longest: Math.max(a.longest, b.longest),
    count: a.count + b.count,
    mayBeEmpty: a.mayBeEmpty || b.mayBeEmpty,
    isText: false,
    lacks: a.lacks === b.lacks ? a.lacks : undefined,
    starts: a.starts && b.starts,
    ends: a.ends && b.ends,
  };
}

/** A part that comes some times in a row. */
export const times = (part: Part, least: number, most: number): Part => ({
  ...part,
  prefix: least > 0 ? part.prefix : "",
  next: part.prefix === "" && least > 0 ? part.first : allChars,
  isText: false,
  longest: part.longest === 0 ? 0 : part.longest * most,
  count: countOf(part, least, most),
  lacks: undefined,
  mayBeEmpty: part.mayBeEmpty || least === 0,
  starts: part.starts && least > 0,
  ends: part.ends && least > 0,
});

function countOf({ count, longest }: Part, least: number, most: number): number {
  if (longest === 0) return 1;
  if (most > 6) return Infinity;
  let all = 0;
  for (let times = least; times <= most; times++) all += count ** times;
  return all;
}
