import fc from "fast-check";
import ts from "typescript";
import type { MarkedFile } from "../markers.ts";

/** One way to spoil code: at the token or line that `where` chooses. */
export interface CodeMutation {
  readonly kind: keyof typeof kinds;
  readonly where: number;
  readonly what: number;
}

interface Token {
  readonly start: number;
  readonly end: number;
}

/** A text, the place and the choice; `others`: other texts to take from. */
type Spoil = (text: string, where: number, what: number, others: readonly string[]) => string;

function tokensOf(text: string): readonly Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken && tokens.length < 20_000)
    tokens.push({ start: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  return tokens;
}

function linesOf(text: string): readonly Token[] {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

const put = (text: string, { start, end }: Token, by: string): string => text.slice(0, start) + by + text.slice(end);
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const none: Token = { start: 0, end: 0 };
const marks = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "`",
  "${",
  '"',
  "'",
  "/*",
  "*/",
  "//",
  "=>",
  "...",
  "?.",
  "await ",
  "\\u{",
  "<",
];

const kinds = {
  "without a token": (text, where) => put(text, pick(tokensOf(text), where) ?? none, ""),
  "a token twice": (text, where) => {
    const token = pick(tokensOf(text), where) ?? none;
    return put(text, { start: token.end, end: token.end }, text.slice(token.start, token.end));
  },
  "another token": (text, where, what) => {
    const tokens = tokensOf(text);
    const by = pick(tokens, what) ?? none;
    return put(text, pick(tokens, where) ?? none, text.slice(by.start, by.end));
  },
  "a line twice": (text, where) => {
    const line = pick(linesOf(text), where) ?? none;
    return put(text, { start: line.start, end: line.start }, text.slice(line.start, line.end));
  },
  "without a line": (text, where) => put(text, pick(linesOf(text), where) ?? none, ""),
  "a mark put in": (text, where, what) => {
    const at = pick(tokensOf(text), where)?.start ?? 0;
    return put(text, { start: at, end: at }, pick(marks, what) ?? "");
  },
  "another file mixed in": (text, where, what, others) => {
    const at = pick(linesOf(text), where)?.start ?? 0;
    const lines = linesOf(pick(others, what) ?? "");
    const [from, to] = [pick(lines, where) ?? none, pick(lines, where + 1 + (what % 20)) ?? none];
    const other = pick(others, what) ?? "";
    return put(text, { start: at, end: at }, other.slice(Math.min(from.start, to.start), Math.max(from.end, to.end)));
  },
  "cut off": (text, where) => text.slice(0, pick(tokensOf(text), where)?.start ?? 0),
} satisfies Readonly<Record<string, Spoil>>;

export const codeMutation: fc.Arbitrary<CodeMutation> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as CodeMutation["kind"][])),
  where: fc.nat(100_000),
  what: fc.nat(100_000),
});

const longest = 100_000;

/** The script after mutations, each of what the one before it left. */
export function mutatedCode(
  file: MarkedFile,
  mutations: readonly CodeMutation[],
  others: readonly string[],
): MarkedFile {
  let { text } = file;
  for (const { kind, where, what } of mutations) {
    const spoil: Spoil = kinds[kind];
    const next = spoil(text, where, what, others);
    if (next.length <= longest) text = next;
  }
  return { path: file.path, text };
}
