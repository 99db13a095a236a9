/** A file of an example; its path is relative to the example's folder. */
export interface MarkedFile {
  readonly path: string;
  readonly text: string;
}

/** Zero-based columns of a line, and words about them. */
export interface Marker {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What one marker says: a finding at its place whose message contains the text. */
export interface Expectation extends Marker {
  /** A known wrong answer: reported though it should not be, or not reported though it should. */
  readonly known?: "spurious" | "missing";
}

export interface Marked {
  readonly files: readonly MarkedFile[];
  readonly expected: readonly Expectation[];
  /** Where `$0` stood. */
  readonly cursor?: { readonly path: string; readonly offset: number };
}

const fileLine = /^\s*\/\/- (\S+)\s*$/;
const markerLine = /^(\s*(?:\/\/|#)?\s*)(\^+)(?:\s+(.*?))?\s*$/;
const knownWord = /^(SPURIOUS|MISSING)\b:?\s*/;

/**
 * Reads the text of an example: `//- path` begins a file (what stands before the first such line belongs to `firstPath`), a line of carets
 * and a text marks columns of the nearest unmarked line above it, `$0` is a cursor. None of them stays in the files.
 */
export function readMarked(text: string, firstPath: string): Marked {
  const read = splitFiles(text, firstPath).map(readFile);
  return {
    files: read.map(({ file }) => file),
    expected: read.flatMap(({ expected }) => expected),
    cursor: read.find(({ cursor }) => cursor)?.cursor,
  };
}

interface Part {
  readonly path: string;
  readonly lines: string[];
}

function splitFiles(text: string, firstPath: string): Part[] {
  const first: Part = { path: firstPath, lines: [] };
  const parts = [first];
  for (const line of text.replace(/^\n/, "").split("\n")) {
    const path = fileLine.exec(line)?.[1];
    if (path) parts.push({ path, lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  const isEmpty = parts.length > 1 && first.lines.every((line) => line.trim() === "");
  return isEmpty ? parts.slice(1) : parts;
}

function readFile({ path, lines }: Part) {
  const kept: string[] = [];
  const expected: Expectation[] = [];
  for (const line of lines) {
    const [, before, carets, words = ""] = markerLine.exec(line) ?? [];
    if (before === undefined || carets === undefined) kept.push(line);
    else if (kept.length === 0) throw new Error(`${path}: a marker without a line above it`);
    else expected.push(expectationOf(path, kept.length - 1, before.length, carets.length, words));
  }
  const text = kept.join("\n");
  const offset = text.indexOf("$0");
  const file: MarkedFile = { path, text: text.replace("$0", "") };
  return { file, expected, cursor: offset < 0 ? undefined : { path, offset } };
}

function expectationOf(path: string, line: number, start: number, length: number, words: string): Expectation {
  const known = knownWord.exec(words);
  const place = { path, line, start, end: start + length };
  if (!known) return { ...place, text: words };
  return { ...place, text: words.slice(known[0].length), known: known[1] === "SPURIOUS" ? "spurious" : "missing" };
}

export const isSamePlace = (a: Marker, b: Marker): boolean =>
  a.path === b.path && a.line === b.line && a.start === b.start && a.end === b.end;

/** The reverse: all files as one text with markers below their lines. The newline at a file's end does not count. */
export function withMarkers(files: readonly MarkedFile[], markers: readonly (Marker | Expectation)[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted
    .map(({ path, text }) => `//- ${path}\n${markedText(path, text.replace(/\n$/, ""), markers)}`)
    .join("\n");
}

function markedText(path: string, text: string, markers: readonly (Marker | Expectation)[]): string {
  const here = markers.filter((marker) => marker.path === path).sort((a, b) => a.start - b.start || a.end - b.end);
  const lines = text
    .split("\n")
    .flatMap((line, at) => [line, ...here.filter((one) => one.line === at).map(markerText)]);
  return lines.join("\n");
}

function markerText(marker: Marker | Expectation): string {
  const known = "known" in marker && marker.known ? `${marker.known.toUpperCase()} ` : "";
  return `${" ".repeat(marker.start)}${"^".repeat(marker.end - marker.start)} ${known}${marker.text}`.trimEnd();
}
