import { Composer, type CST, type Document, Lexer, Parser, type YAMLParseError } from "yaml";
import { maxDepth } from "./limits.ts";

/** What the `yaml` package makes of a text, with what it does not tell by itself. Offsets count from the start of the text. */
export interface Composed {
  readonly documents: readonly Document[];
  readonly errors: readonly YAMLParseError[];
  readonly comments: readonly (readonly [start: number, end: number])[];
  /** Where quoted strings over several lines start. */
  readonly longStrings: readonly number[];
  /** Where collections stood that were nested too deeply; an empty scalar stands for each. */
  readonly cuts: readonly number[];
  /** Where the first quoted string or collection in brackets starts that the parser takes to end early, at a line that is indented too little. */
  readonly brokenOff?: number;
  /** Where the first collection in brackets starts that has not ended where the text ends. */
  readonly unclosed?: number;
}

/** `depth`: how many levels of nesting are read. */
export function composed(text: string, depth = maxDepth): Composed {
  const comments: [number, number][] = [];
  const longStrings: number[] = [];
  const cuts: number[] = [];
  const brackets: number[] = [];
  let brokenOff: number | undefined;
  const tokens = tokensOf(text, (lexeme, start) => {
    const first = lexeme[0];
    if (first === "#") comments.push([start, start + lexeme.length]);
    else if (lexeme === "{" || lexeme === "[") brackets.push(start);
    else if (lexeme === "}" || lexeme === "]") brackets.pop();
    else if (lexeme === flowEndMark) brokenOff ??= brackets[0];
    else if (first === '"' || first === "'") {
      if (lexeme.includes("\n")) longStrings.push(start);
      if (lexeme.length < 2 || !lexeme.endsWith(first)) brokenOff ??= brackets[0] ?? start;
    }
  });
  // All scalars come as text (failsafe): what a plain one means is decided in one place of ours, and nothing is tested twice.
  const composer = new Composer({ schema: "failsafe", resolveKnownTags: false, uniqueKeys: false, logLevel: "silent" });
  const documents: Document[] = [];
  for (const token of tokens) documents.push(...composer.next(cut(token, depth, cuts)));
  documents.push(...composer.end());
  const errors = [...documents.flatMap((document) => document.errors), ...composer.streamInfo().errors];
  return { documents, errors, comments, longStrings, cuts, brokenOff, unclosed: brackets[0] };
}

const documentMark = "\u0002";
const flowEndMark = "\u0018";
const scalarMark = "\u001f";

/** The parser's tokens. `seen` is told each lexeme that is not the text of a plain or block scalar: the tokens do not say where comments are. */
function* tokensOf(text: string, seen: (lexeme: string, start: number) => void): Generator<CST.Token> {
  const parser = new Parser();
  let offset = 0;
  let afterScalarMark = false;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    const isMark = lexeme === documentMark || lexeme === flowEndMark || lexeme === scalarMark;
    if (isMark && !afterScalarMark) {
      seen(lexeme, offset);
      afterScalarMark = lexeme === scalarMark;
      continue;
    }
    if (!afterScalarMark) seen(lexeme, offset);
    afterScalarMark = false;
    offset += lexeme.length;
  }
  yield* parser.end();
}

type Holder = { key?: CST.Token | null; value?: CST.Token };

/** Replaces collections nested too deeply, without recursion. The token was made for us: it may be changed. */
function cut(token: CST.Token, most: number, cuts: number[]): CST.Token {
  if (token.type !== "document") return token;
  let level: readonly Holder[] = [token];
  for (let depth = 0; level.length > 0; depth++) level = depth < most ? itemsIn(level) : emptied(level, cuts);
  return token;
}

function itemsIn(holders: readonly Holder[]): Holder[] {
  const items: Holder[] = [];
  for (const { key, value } of holders) {
    if (key && "items" in key) for (const item of key.items) items.push(item as Holder);
    if (value && "items" in value) for (const item of value.items) items.push(item as Holder);
  }
  return items;
}

function emptied(holders: readonly Holder[], cuts: number[]): readonly [] {
  for (const holder of holders) {
    for (const part of ["key", "value"] as const) {
      const held = holder[part];
      if (!held || !("items" in held)) continue;
      holder[part] = { type: "scalar", offset: held.offset, indent: held.indent, source: "" };
      cuts.push(held.offset);
    }
  }
  return [];
}
