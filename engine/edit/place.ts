import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";

/** Offset at which the line of an offset starts. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** Offset at which the line of an offset ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  if (feed < 0) return text.length;
  return feed > at && text[feed - 1] === "\r" ? feed - 1 : feed;
}

/** Where the line before the one that starts at an offset ends. */
export function previousLineEnd(text: string, start: number): number {
  const feed = Math.max(0, start - 1);
  return feed > 0 && text[feed - 1] === "\r" ? feed - 1 : feed;
}

/** The white space that the line of an offset begins with. */
export const indentation = (text: string, at: number): string =>
  /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart(text, at), lineEnd(text, at)))?.[1] ?? "";

/** Columns before an offset; the byte order mark takes none. */
export function column(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}

/** The column that the entries of a block mapping have in common: dashes before it count, an anchor or tag before its first key does not. */
export function entryColumn(text: string, at: number): number {
  const before = text.slice(lineStart(text, at), at).replace(/^\uFEFF/, "");
  return /^ *(?:[-?] +)*/.exec(before)?.[0].length ?? 0;
}

/** Whether an anchor, which something may use, stands among the tags and comments before a value. */
export const hasAnchor = (before: string): boolean => /(?:^|\s)&\S/.test(before);

/** Entries of a mapping or items of a sequence. */
export const partsOf = (container: Mapping | Sequence): readonly (Entry | Node)[] =>
  container.kind === "mapping" ? container.entries : container.items;

/** The first offset that is neither white space nor comment. `mark`: how a comment that ends with its line begins. */
export function afterTrivia(text: string, from: number, mark: "#" | "//"): number {
  let at = from;
  for (;;) {
    while (/[ \t\r\n]/.test(text[at] ?? "x")) at++;
    if (text.startsWith(mark, at)) at = lineEnd(text, at);
    else if (mark === "//" && text.startsWith("/*", at)) at = after(text, "*/", at + 2);
    else return at;
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

export const insertion = (at: number, text: string): TextEdit => ({ span: { start: at, end: at }, text });
export const replacement = (start: number, end: number, text: string): TextEdit => ({ span: { start, end }, text });
export const deletion = (start: number, end: number): TextEdit => ({ span: { start, end }, text: "" });
