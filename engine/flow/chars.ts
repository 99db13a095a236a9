/** A set of characters, one bit for each of ASCII and one for all others together. */
export type Chars = bigint;

const others = 128;

export const noChars: Chars = 0n;
export const allChars: Chars = (1n << BigInt(others + 1)) - 1n;
export const nonAscii: Chars = 1n << BigInt(others);

export const charOf = (code: number): Chars => 1n << BigInt(Math.min(code, others));

/** The characters of a text. */
export function charsIn(text: string): Chars {
  let set = noChars;
  for (let i = 0; i < text.length; i++) set |= charOf(text.charCodeAt(i));
  return set;
}

/** All characters from one to another. */
export function charRange(from: number, to: number): Chars {
  let set = noChars;
  for (let code = from; code <= Math.min(to, others); code++) set |= charOf(code);
  return set;
}

export const without = (set: Chars, left: Chars): Chars => set & (allChars ^ left);
export const isWithin = (set: Chars, allowed: Chars): boolean => without(set, allowed) === noChars;
export const hasAny = (set: Chars, some: Chars): boolean => (set & some) !== noChars;
export const sizeOf = (set: Chars): number => {
  let size = 0;
  for (let left = set; left > noChars; left >>= 1n) if (left & 1n) size++;
  return size;
};

export const digits = charRange(48, 57);
const lower = charRange(97, 122);
const upper = charRange(65, 90);
export const letters = lower | upper;
export const wordChars = letters | digits | charsIn("_");
export const spaces = charRange(9, 13) | charsIn(" ") | nonAscii;
export const lineEnds = charsIn("\n\r");

/** With the letters of the other case. */
export const inAnyCase = (set: Chars): Chars => set | ((set & lower) >> 32n) | ((set & upper) << 32n);

/** What a letter behind a backslash stands for in a pattern, where that is not the letter itself. */
export const escapes: ReadonlyMap<string, Chars> = new Map([
  ["d", digits],
  ["D", without(allChars, digits)],
  ["w", wordChars],
  ["W", without(allChars, wordChars)],
  ["s", spaces],
  ["S", without(allChars, without(spaces, nonAscii))],
  ["n", charsIn("\n")],
  ["r", charsIn("\r")],
  ["t", charsIn("\t")],
  ["f", charsIn("\f")],
  ["v", charsIn("\v")],
  ["0", charOf(0)],
]);
