import { type PlaceholderStyle, type Position, positionOf, type Token } from "./sql-position.ts";

export type { PlaceholderStyle, Position } from "./sql-position.ts";

/** Stands for something that the code puts into a text. */
export const hole = "\0";

/** A hole of an SQL text: by itself, or the quoted string or name around holes. */
export interface HolePlace {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly position: Position;
}

export interface SqlText {
  /** In the order of the text. */
  readonly places: readonly HolePlace[];
  /** Offsets of the placeholders that are there already. */
  readonly placeholders: readonly number[];
  /** The highest number of those with numbers. */
  readonly highest: number;
  /** Names of those with names. */
  readonly names: ReadonlySet<string>;
  /** The text without its strings, quoted names and comments. */
  readonly bare: string;
}

/** What `"…"` is: a string, as in MySQL, or a name. */
export type DoubleQuotes = "string" | "name";

/** Reads an SQL text with holes. Undefined if the text is not understood well enough to be sure where its strings end. */
export function readSql(text: string, style: PlaceholderStyle, doubleQuotes: DoubleQuotes): SqlText | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = tokens.at(-1)?.end ?? text.length) {
    const token = tokenAt(text, at, doubleQuotes);
    if (!token) return undefined;
    tokens.push(token);
  }
  const bare = tokens.map((token) => bareOf(text, token)).join("");
  const places = tokens.flatMap((token): readonly HolePlace[] => {
    const { kind, start, end } = token;
    if (kind === "code" || !text.slice(start, end).includes(hole)) return [];
    return [
      { start, end, isQuoted: kind === "string" || kind === "name", position: positionOf(text, bare, token, style) },
    ];
  });
  return { places, bare, ...placeholdersIn(bare, style) };
}

function tokenAt(text: string, at: number, doubleQuotes: DoubleQuotes): Token | undefined {
  const first = text[at] ?? "";
  if (first === hole) return { kind: "hole", start: at, end: at + 1 };
  if (first === "'") return quoted(text, at, "string");
  if (first === '"') return quoted(text, at, doubleQuotes);
  if (first === "`") return quoted(text, at, "name");
  if (text.startsWith("--", at)) return upTo(text, at, "\n");
  if (text.startsWith("/*", at)) return upTo(text, at, "*/");
  return { kind: "code", start: at, end: at + 1 };
}

/** A quote is doubled in it; a backslash means different things to different databases. */
function quoted(text: string, at: number, kind: "string" | "name"): Token | undefined {
  const quote = text[at] ?? "";
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") return undefined;
    if (text[end] !== quote) continue;
    if (text[end + 1] !== quote) return { kind, start: at, end: end + 1 };
    end++;
  }
  return undefined;
}

function upTo(text: string, at: number, mark: string): Token {
  const end = text.indexOf(mark, at + 2);
  return { kind: "comment", start: at, end: end < 0 ? text.length : end + mark.length };
}

/** Of the same length, so that offsets stay: a quoted name is a word. */
function bareOf(text: string, { kind, start, end }: Token): string {
  if (kind === "code" || kind === "hole") return text.slice(start, end);
  return (kind === "name" ? "x" : " ").repeat(end - start);
}

/** A placeholder of a style that is not the driver's makes the text one that is not understood: it counts as a hole that is no value. */
function placeholdersIn(bare: string, style: PlaceholderStyle): Pick<SqlText, "placeholders" | "highest" | "names"> {
  const all = [...bare.matchAll(patterns[style])];
  return {
    placeholders: all.map(({ index }) => index),
    highest: Math.max(0, ...all.map((one) => Number(one[1]) || 0)),
    names: new Set(all.flatMap((one) => one[1] ?? [])),
  };
}

const patterns: Readonly<Record<PlaceholderStyle, RegExp>> = {
  "?": /\?\??/g,
  $1: /\$(\d+)/g,
  ":1": /(?<![:\w]):(\d+)/g,
  ":name": /(?<![:\w]):(?:\.\.\.)?([a-z_]\w*)/gi,
  "@name": /(?<![@\w])@([a-z_]\w*)/gi,
  "{name:String}": /\{(\w+):\w+\}/g,
};

/** Whether placeholders of another style stand in a text: then it is not this driver's, or not understood. */
export const hasOther = ({ bare }: SqlText, style: PlaceholderStyle): boolean =>
  /\$\w*\$/.test(bare) ||
  (style !== ":name" && style !== ":1" && /(?<![:\w]):[a-z_]\w*/i.test(bare)) ||
  (style !== "@name" && /@\w+/.test(bare)) ||
  (style !== "$1" && /\$\d/.test(bare)) ||
  (style === ":name" && /\?/.test(bare));
