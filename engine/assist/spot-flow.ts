import { type Level, mostOfLevel, type Spot } from "./spot.ts";

/** Where brackets begin, and what stands around them. */
export interface FlowBase {
  readonly start: number;
  readonly path: readonly Level[];
  readonly isJson: boolean;
}

interface Frame {
  readonly open: "[" | "{";
  readonly start: number;
  /** Of a mapping: the key whose value is due or read. */
  key?: string;
  keyStart: number;
  hasValue: boolean;
}

/** A piece of text that the offset lies in, or that begins at it. */
interface Word {
  readonly start: number;
  readonly quote: Spot["quote"];
  readonly tag?: { readonly text: string; readonly start: number };
}

/** What an offset stands in between brackets. Undefined: outside of them, or in a comment. */
export function flowSpot(text: string, base: FlowBase, offset: number): Spot | undefined {
  const scan = new Scan(text, base.start, offset, base.isJson);
  const word = scan.run();
  const last = scan.frames.at(-1);
  if (!word || !last) return undefined;
  const takesKey = last.open === "{" && last.key === undefined;
  const levels = scan.frames.flatMap((frame, index): Level[] => {
    const { key } = frame;
    if (frame.open === "{" && key === undefined) return [];
    return [{ key, text: () => partText(text, offset, scan.frames, index, word.quote !== "") }];
  });
  const end = wordEnd(text, offset, word.quote, base.isJson);
  const isClosed = word.quote !== "" && text[end] === word.quote;
  const outerEnd = isClosed ? end + 1 : end;
  return {
    path: [...base.path, ...levels],
    takes: takesKey ? "key" : "value",
    span: { start: word.start, end },
    typed: text.slice(word.start, offset),
    quote: word.quote,
    outer: { start: word.tag?.start ?? word.start - word.quote.length, end: outerEnd },
    tag: word.tag?.text,
    form: base.isJson || /^\s*"/.test(text.slice(last.start + 1, last.start + 60)) ? "json" : "flow",
    needsDash: false,
    hasColon: takesKey && /^\s*:/.test(text.slice(outerEnd, outerEnd + 20)),
  };
}

/** Whether brackets that begin at a place are still open at an offset. */
export function isOpenAt(text: string, start: number, offset: number): boolean {
  const scan = new Scan(text, start, offset, false);
  scan.run();
  return scan.frames.length > 0;
}

function wordEnd(text: string, offset: number, quote: Spot["quote"], isJson: boolean): number {
  const line = text.slice(offset, lineEnd(text, offset));
  if (quote !== "") {
    const close = line.indexOf(quote);
    if (close >= 0 && /^\s*(?:[,:\]}]|$)/.test(line.slice(close + 1))) return offset + close;
  }
  const rest = isJson || quote !== "" ? /^[^\s"',[\]{}]*/ : /^(?:[^\s,[\]{}:]|:(?=\S))*/;
  return offset + (rest.exec(line)?.[0].length ?? 0);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** What belongs to the entry or item of a frame that the offset is in, as far as one looks. */
function partText(text: string, offset: number, frames: readonly Frame[], index: number, isInText: boolean): string {
  const frame = frames[index];
  const isItem = frame?.open === "[";
  const start = isItem ? (frames[index + 1]?.start ?? offset) : (frame?.keyStart ?? offset);
  const stop = Math.min(text.length, offset + mostOfLevel);
  let open = frames.length - index - (isItem ? 1 : 0);
  let isText = isInText;
  let at = offset;
  for (; at < stop && open > 0; at++) {
    const char = text[at];
    if (char === '"' || char === "\n") isText = char === '"' && !isText;
    if (isText) continue;
    if (char === "[" || char === "{") open++;
    if (char === "]" || char === "}") open--;
    if (char === "," && open === 1 && !isItem) break;
  }
  return text.slice(start, at);
}

const plainWord = /(?:[^\s,[\]{}:]|:(?=[^\s,[\]{}]))+/y;

/** Reads tokens up to an offset; strings end with their line, and a comma that is missing is taken for granted. */
class Scan {
  readonly frames: Frame[] = [];
  private at: number;
  private tag: Word["tag"];

  constructor(
    private readonly text: string,
    start: number,
    private readonly offset: number,
    private readonly isJson: boolean,
  ) {
    this.at = start;
  }

  /** The word at the offset. Undefined: a comment. */
  run(): Word | undefined {
    while (this.at < this.offset) {
      const char = this.text[this.at] ?? "";
      if (/\s/.test(char)) this.at++;
      else if (this.isComment(char)) {
        if (!this.skipLine()) return undefined;
      } else if (char === '"' || (char === "'" && !this.isJson)) {
        const word = this.quoted(char);
        if (word) return word;
      } else if ("[]{},:".includes(char)) {
        this.mark(char);
        if (this.frames.length === 0) return undefined;
      } else {
        const word = this.plain();
        if (word) return word;
      }
    }
    this.expectKey();
    return { start: this.offset, quote: "", tag: this.tag };
  }

  private knownStop = -1;

  /** Where the line of a place ends: asked for each text, in files of one long line too. */
  private lineStop(at: number): number {
    if (at > this.knownStop) this.knownStop = lineEnd(this.text, at);
    return this.knownStop;
  }

  private isComment(char: string): boolean {
    if (this.isJson) return char === "/" && this.text[this.at + 1] === "/";
    return char === "#" && /\s/.test(this.text[this.at - 1] ?? " ");
  }

  private skipLine(): boolean {
    this.at = this.lineStop(this.at);
    return this.at < this.offset;
  }

  private mark(char: string): void {
    const frame = this.frames.at(-1);
    this.at++;
    this.tag = undefined;
    if (char === "[" || char === "{") {
      if (frame) frame.hasValue = true;
      this.frames.push({ open: char, start: this.at - 1, keyStart: this.at, hasValue: false });
    } else if (char === "]" || char === "}") this.frames.pop();
    else if (char === "," && frame) {
      frame.key = undefined;
      frame.hasValue = false;
    }
  }

  private quoted(quote: '"' | "'"): Word | undefined {
    const start = this.at + 1;
    let end = start;
    const stop = this.lineStop(start);
    while (end < stop && this.text[end] !== quote) end += this.text[end] === "\\" && quote === '"' ? 2 : 1;
    this.expectKey();
    if (end >= this.offset) return { start, quote, tag: this.tag };
    this.at = Math.min(end, stop) + 1;
    this.took(this.text.slice(start, end), start - 1);
    return undefined;
  }

  private plain(): Word | undefined {
    plainWord.lastIndex = this.at;
    const word = plainWord.exec(this.text)?.[0] ?? this.text[this.at] ?? "";
    // a colon right before the offset may go on: `s3:`
    const isUnfinished = this.text[this.at + word.length] === ":" && this.at + word.length + 1 === this.offset;
    const found = isUnfinished ? `${word}:` : word;
    const start = this.at;
    this.expectKey();
    if (start + found.length >= this.offset) return { start, quote: "", tag: this.tag };
    this.at = start + Math.max(1, found.length);
    if (found.startsWith("!")) this.tag = { text: found, start };
    else this.took(found, start);
    return undefined;
  }

  /** A text after a value, with no comma between, begins the next entry. */
  private expectKey(): void {
    const frame = this.frames.at(-1);
    if (frame?.open !== "{" || !frame.hasValue) return;
    frame.key = undefined;
    frame.hasValue = false;
  }

  private took(word: string, start: number): void {
    const frame = this.frames.at(-1);
    this.tag = undefined;
    if (frame?.open !== "{") return;
    if (frame.key === undefined && /^\s*:/.test(this.text.slice(this.at, Math.min(this.offset, this.at + 200)))) {
      frame.key = word;
      frame.keyStart = start;
    } else frame.hasValue = frame.key !== undefined;
  }
}
