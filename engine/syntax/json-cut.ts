import type { Cut, Levels, Sizes } from "./blocks.ts";
import { noBrace, noComma } from "./json.ts";

const mostLevels = 8;

const quote = 34;
const slash = 47;
const star = 42;
const comma = 44;
const colon = 58;
const openBrace = 123;
const closeBrace = 125;

const isOpening = (code: number): boolean => code === openBrace || code === 91;
const isClosing = (code: number): boolean => code === closeBrace || code === 93;
const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** The end of the string that begins at an offset; without a closing quote it ends with its line. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === quote) return at + 1;
    else if (isLineEnd(code)) return at;
  }
  return text.length;
}

/** The end of the comment that begins at an offset, or the next offset if none does. */
function commentEnd(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === star) {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (next !== slash) return start + 1;
  let at = start + 2;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Past spaces and comments. */
function tokenAt(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (isSpace(code)) at++;
    else if (code === slash && (next === slash || next === star)) at = commentEnd(text, at);
    else break;
  }
  return at;
}

/** Where the first property of a file's root begins, if the root is an object with one. */
function firstProperty(text: string): number | undefined {
  const brace = tokenAt(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.charCodeAt(brace) !== openBrace) return undefined;
  const property = tokenAt(text, brace + 1);
  return text.charCodeAt(property) === quote ? property : undefined;
}

/** Cuts at the next property, at the end of the object around it, or before the first property in a long one. */
export function cutJson(text: string, at: number, levels: Levels, sizes: Sizes): Cut | undefined {
  const start = at === 0 ? firstProperty(text) : at;
  if (start === undefined) return undefined;
  if (isClosing(text.charCodeAt(start))) return cutClosing(text, start, levels);
  return new Property(text, start, levels, sizes).cut();
}

function cutClosing(text: string, at: number, levels: Levels): Cut {
  const next = levels.slice(0, -1);
  if (next.length === 0) return { end: text.length, levels, next, reach: text.length + 1 };
  let end = tokenAt(text, at + 1);
  const hasComma = text.charCodeAt(end) === comma;
  if (hasComma) end = tokenAt(text, end + 1);
  while (end < text.length && text.charCodeAt(end) !== quote && !isClosing(text.charCodeAt(end))) end++;
  return { end, levels, next, reach: end + 2, lacks: lackAt(text, end, hasComma) };
}

/** What is missing before the token at an offset, after a value. */
function lackAt(text: string, at: number, hasComma: boolean): string | undefined {
  if (at >= text.length) return noBrace;
  return hasComma || text.charCodeAt(at) !== quote ? undefined : noComma;
}

/** Whether the rest of a text closes as many brackets as are open. */
function isBalanced(text: string, from: number, open: number): boolean {
  let depth = open;
  for (let at = from; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isOpening(code)) depth++;
    else if (isClosing(code)) depth--;
    at = code === quote ? stringEnd(text, at) : code === slash ? commentEnd(text, at) : at + 1;
  }
  return depth === 0;
}

/** Looks over one property, from its name on. */
class Property {
  private depth = 0;
  private hasColon = false;
  private hasValue = false;
  private hasComma = false;
  /** Where the first property in its value begins, if that is an object. */
  private child?: number;
  /** Where a property begins that is indented as much as this one, though brackets are open. */
  private likely?: number;
  private readonly column: number | undefined;
  private readonly longest: number;
  private isTold = false;
  private isLong = false;
  /** How far ahead was looked. */
  private ahead = 0;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly levels: Levels,
    sizes: Sizes,
  ) {
    let line = start;
    while (text.charCodeAt(line - 1) === 32 || text.charCodeAt(line - 1) === 9) line--;
    this.column = line === 0 || text.charCodeAt(line - 1) === 10 ? start - line : undefined;
    this.longest = levels.length > 1 ? sizes.inner : sizes.outer;
    this.isTold = levels.length >= mostLevels;
  }

  cut(): Cut {
    const { text, start } = this;
    for (let at = start; at < text.length; ) {
      const code = text.charCodeAt(at);
      if (this.depth === 0 && this.isEnd(code)) return this.ended(at);
      if (!this.isTold && at - start > this.longest) {
        this.isTold = true;
        this.isLong = this.child !== undefined;
        if (this.isLong && this.likely === undefined) return this.opening(at + 1);
      }
      at = this.step(code, at);
    }
    return this.ended(text.length);
  }

  private isEnd(code: number): boolean {
    return code === quote ? this.hasValue || this.hasComma : isClosing(code);
  }

  /** Takes one token in; where the next may be. */
  private step(code: number, at: number): number {
    const { text } = this;
    if (code === quote) {
      if (this.depth === 0 && this.hasColon) this.hasValue = true;
      return stringEnd(text, at);
    }
    if (code === slash) return commentEnd(text, at);
    if (code === 10) this.seeLine(at + 1);
    else if (isOpening(code)) this.open(code, at);
    else if (isClosing(code)) this.depth--;
    else if (this.depth === 0) this.seeBetween(code);
    return at + 1;
  }

  private open(code: number, at: number): void {
    if (this.depth === 0 && this.hasColon && !this.hasValue && code === openBrace) {
      const child = tokenAt(this.text, at + 1);
      this.ahead = child + 2;
      if (this.text.charCodeAt(child) === quote) this.child = child;
    }
    this.hasValue = this.hasColon;
    this.depth++;
  }

  private seeBetween(code: number): void {
    if (code === comma) this.hasComma = true;
    else if (code === colon) this.hasColon = true;
    else if (!isSpace(code) && this.hasColon) this.hasValue = true;
  }

  private seeLine(line: number): void {
    const { text, column } = this;
    if (column === undefined || this.likely !== undefined || this.depth === 0) return;
    let at = line;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    this.ahead = Math.max(this.ahead, at + 1);
    if (at - line === column && text.charCodeAt(at) === quote) this.likely = at;
  }

  /**
   * The property ends at an offset by its brackets. One that is not closed yet takes the closing bracket of the next around it, and so on to the
   * end of the file: then the indentation tells better where the property ends.
   */
  private ended(at: number): Cut {
    const { text, likely } = this;
    const isLast = at >= text.length;
    const isWrong = likely !== undefined && (isLast || !isBalanced(text, at, this.levels.length));
    const reach = likely !== undefined || isLast ? text.length + 1 : at + 1;
    if (isWrong) return this.to(likely, reach);
    if (this.isLong && this.depth === 0) return this.opening(reach);
    return this.to(at, reach, lackAt(text, at, this.hasComma));
  }

  private to(end: number, reach: number, lacks?: string): Cut {
    return { end, levels: this.levels, next: this.levels, reach: reach, lacks };
  }

  private opening(reach: number): Cut {
    const end = this.child ?? this.start;
    return { end, levels: this.levels, next: [...this.levels, 0], reach: Math.max(reach, this.ahead) };
  }
}
