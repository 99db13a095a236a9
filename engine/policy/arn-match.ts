import { memoByText } from "../memo.ts";
import { segmentsOf } from "./arn-segments.ts";

/** A piece of an ARN pattern: a character, a wildcard, or `${…}`, which stands for one text that is known at deployment only. */
type Piece = string;

const isUnknown = (piece: Piece | undefined): boolean => piece !== undefined && piece.length > 1;

/** More than this product of lengths is not compared. */
const mostSteps = 1_000_000;

/**
 * Whether a pattern matches all that `wanted` stands for, by IAM's semantics. Both are in normal form. Undefined: it depends on what is known at
 * deployment only, or the two are too long to compare.
 */
export function covers(pattern: string, wanted: string): boolean | undefined {
  if (pattern === wanted) return true;
  return coveredBy(pattern)(wanted);
}

/** The same few patterns are compared with each other time and again: for every function, at every keystroke. */
const coveredBy = memoByText((pattern) => memoByText((wanted) => coversAnew(pattern, wanted), 500));

function coversAnew(pattern: string, wanted: string): boolean | undefined {
  if (/^\*+$/.test(pattern)) return true;
  if (/^\*+$/.test(wanted)) return false;
  let certainty = yes;
  for (const [granted, asked] of inSegments(pattern, wanted)) {
    certainty = Math.min(certainty, covered(piecesOf(granted), piecesOf(asked)));
    if (certainty === no) return false;
  }
  return certainty === yes ? true : undefined;
}

/** Whether some text may be matched by both patterns: false only if there is surely none. */
export const mayMeet = (a: string, b: string): boolean => a === b || metBy(a)(b);

const metBy = memoByText((a) => memoByText((b) => meetsAnew(a, b), 500));

function meetsAnew(a: string, b: string): boolean {
  if (/^\*+$/.test(a) || /^\*+$/.test(b)) return true;
  return inSegments(a, b).every(([one, other]) => meeting(piecesOf(one), piecesOf(other)));
}

const no = 0;
const maybe = 1;
const yes = 2;

/** Region and account that are known at deployment are taken for those that are written. The partition is left out: a role acts in its own. */
function inSegments(a: string, b: string): readonly (readonly [string, string])[] {
  const [one, other] = [filledSegments(a), filledSegments(b)];
  return [2, 3, 4, 5].map((at) => [one[at] ?? "", other[at] ?? ""] as const);
}

/** Six segments; one that ends with `*` before that stands for all that follow too. */
const filledSegments = memoByText((arn): readonly string[] => {
  const segments = segmentsOf(arn);
  const rest = segments.at(-1)?.endsWith("*") ? "*" : "";
  return [...segments, ...new Array<string>(6 - segments.length).fill(rest)];
});

const piecesOf = (segment: string): readonly Piece[] => segment.match(/\$\{[^{}]*\}|[\s\S]/gu) ?? [];

/** How surely a pattern covers what is wanted; row by row from the ends. */
function covered(pattern: readonly Piece[], wanted: readonly Piece[]): number {
  if (pattern.length * wanted.length > mostSteps) return maybe;
  let below: number[] = wanted.map(() => no).concat(yes);
  for (let i = pattern.length - 1; i >= 0; i--) {
    const row = new Array<number>(wanted.length + 1).fill(no);
    row[wanted.length] = endsAfter(pattern[i], below[wanted.length] ?? no);
    for (let j = wanted.length - 1; j >= 0; j--) {
      const next = { skip: below[j] ?? no, both: below[j + 1] ?? no, stay: row[j + 1] ?? no };
      row[j] = step(pattern[i], wanted[j], next);
    }
    below = row;
  }
  return below[0] ?? no;
}

const endsAfter = (piece: Piece | undefined, rest: number): number => (piece === "*" ? rest : no);

/** `skip`: the pattern's piece stands for nothing more; `both`: for the wanted piece; `stay`: for that and more. */
interface Next {
  readonly skip: number;
  readonly both: number;
  readonly stay: number;
}

function step(piece: Piece | undefined, wanted: Piece | undefined, { skip, both, stay }: Next): number {
  if (piece === "*") return Math.max(skip, stay);
  if (piece === wanted && wanted !== "*") return both;
  if (wanted === "*") return no;
  if (isUnknown(piece) && isUnknown(wanted)) return Math.min(maybe, Math.max(skip, both, stay));
  if (isUnknown(piece)) return Math.min(maybe, Math.max(both, stay));
  if (isUnknown(wanted)) return Math.min(maybe, Math.max(both, skip));
  return piece === "?" ? both : no;
}

/** Whether some text may be matched by both. */
function meeting(a: readonly Piece[], b: readonly Piece[]): boolean {
  if (a.length * b.length > mostSteps) return true;
  const isLong = (piece: Piece | undefined) => piece === "*" || isUnknown(piece);
  const lastShort = b.findLastIndex((piece) => !isLong(piece));
  let below: boolean[] = Array.from({ length: b.length + 1 }, (_, j) => j > lastShort);
  for (let i = a.length - 1; i >= 0; i--) {
    const row = new Array<boolean>(b.length + 1).fill(false);
    row[b.length] = isLong(a[i]) && below[b.length] === true;
    for (let j = b.length - 1; j >= 0; j--) {
      const isAlike = a[i] === b[j] || a[i] === "?" || b[j] === "?" || isLong(a[i]) || isLong(b[j]);
      row[j] =
        (isAlike && below[j + 1] === true) ||
        (isLong(a[i]) && (below[j] === true || row[j + 1] === true)) ||
        (isLong(b[j]) && (row[j + 1] === true || below[j] === true));
    }
    below = row;
  }
  return below[0] === true;
}
