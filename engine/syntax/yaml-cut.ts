import type { Cut, Levels, Sizes } from "./blocks.ts";

/** Deeper mappings are not cut. */
const mostLevels = 8;

const sureKey =
  /(?:"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\r\n]|'')*'|[^\s\-?:,[\]{}#&*!|>'"%@`][^\r\n#]*?) *:(?=[ \r\n]|$)/y;
const nothingMore = /[ ]*(?:[ ]#[^\n]*)?(?:\r?\n|$)/y;

/** Whether a line begins with a key for certain; where that ends, then. */
function keyEnd(text: string, at: number): number | undefined {
  sureKey.lastIndex = at;
  return sureKey.test(text) ? sureKey.lastIndex : undefined;
}

const isEmptyAfter = (text: string, at: number): boolean => {
  nothingMore.lastIndex = at;
  return nothingMore.test(text);
};

interface Line {
  readonly start: number;
  readonly indent: number;
  /** The first character after the spaces; a line end for an empty line. */
  readonly first: number;
  readonly end: number;
}

function lineAt(text: string, start: number): Line {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  const lineBreak = text.indexOf("\n", at);
  const first = at < text.length ? text.charCodeAt(at) : 10;
  return { start, indent: at - start, first, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}

const isBlank = (text: string, { start, indent, first, end }: Line): boolean =>
  first === 10 || first === 35 || ((first === 13 || first === 9) && text.slice(start + indent, end).trim() === "");

/** `-` as the mark of an item, not as part of a word. */
const isItem = (text: string, { start, indent, first }: Line): boolean => {
  const next = text.charCodeAt(start + indent + 1);
  return first === 45 && !(next > 32);
};

/** Marks of documents and directives: files with these are not cut, but for a first `---`; nor with a byte order mark within. */
const isStreamMark = (text: string, line: Line): boolean =>
  line.indent === 0 &&
  (line.first === 37 ||
    (line.first === 0xfeff && line.start > 0) ||
    ((line.first === 45 || line.first === 46) &&
      /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(line.start, line.start + 4))));

const hasColon = (text: string, line: Line): boolean => {
  const colon = text.indexOf(":", line.start);
  return line.first === 63 || (colon >= 0 && colon < line.end);
};

/**
 * What begins with a line. In YAML all lines of an entry but the first are indented more than its key, so a line that is indented less or
 * as much begins the next one. Not so the items of a sequence, closing brackets, and the value of a key with `?`.
 */
function levelsOf(text: string, line: Line, levels: Levels): Levels | undefined {
  const own = levels.at(-1) ?? 0;
  if (line.indent > own || line.first === 9 || isItem(text, line)) return undefined;
  if (line.first === 125 || line.first === 93 || line.first === 44) return undefined;
  if (line.first === 58 && !(text.charCodeAt(line.start + line.indent + 1) > 32)) return undefined;
  // A line without a colon cannot begin an entry: it is being typed.
  if (line.indent === own || !hasColon(text, line)) return levels;
  const level = levels.indexOf(line.indent);
  return level < 0 ? undefined : levels.slice(0, level + 1);
}

/** The first line of a file that is more than a comment, if it begins with a key. */
function firstKey(text: string): Line | undefined {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let hasMark = false;
  while (at < text.length) {
    const line = lineAt(text, at);
    at = line.end;
    if (isBlank(text, line)) continue;
    if (!hasMark && line.indent === 0 && text.startsWith("---", line.start) && isEmptyAfter(text, line.start + 3)) {
      hasMark = true;
      continue;
    }
    const isKey = line.indent === 0 && !isStreamMark(text, line) && keyEnd(text, line.start) !== undefined;
    return isKey ? line : undefined;
  }
  return undefined;
}

/** Where a mapping begins below a key that stands alone on its line. */
function childOf(text: string, key: Line, line: Line): Line | undefined {
  if (line.indent <= key.indent || keyEnd(text, line.start + line.indent) === undefined) return undefined;
  const end = keyEnd(text, key.start + key.indent);
  return end !== undefined && isEmptyAfter(text, end) ? line : undefined;
}

/** Cuts at the next line that begins an entry, or below the key if the entry is long. */
export function cutYaml(text: string, at: number, levels: Levels, sizes: Sizes): Cut | undefined {
  const key = at === 0 ? firstKey(text) : lineAt(text, at);
  if (!key || isStreamMark(text, key)) return undefined;
  const own = levelsOf(text, key, levels) ?? levels;
  const longest = own.length > 1 ? sizes.inner : sizes.outer;
  let child: Line | undefined;
  let isFirst = own.length < mostLevels;
  for (let next = key.end; next < text.length; ) {
    const line = lineAt(text, next);
    next = line.end;
    if (isBlank(text, line)) continue;
    if (levelsOf(text, line, own)) return { end: line.start, levels: own, next: own, reach: next };
    if (isFirst) child = childOf(text, key, line);
    isFirst = false;
    if (child && next - key.start > longest)
      return { end: child.start, levels: own, next: [...own, child.indent], reach: next + 1 };
  }
  return { end: text.length, levels: own, next: own, reach: text.length + 1 };
}

/** A cut that goes on from a later line, to the next one that begins an entry. */
export function endYaml(text: string, from: number, { levels }: Cut): Cut | undefined {
  for (let next = from; next < text.length; ) {
    const line = lineAt(text, next);
    next = line.end;
    if (isBlank(text, line)) continue;
    if (levelsOf(text, line, levels)) return { end: line.start, levels, next: levels, reach: next };
  }
  return { end: text.length, levels, next: levels, reach: text.length + 1 };
}
