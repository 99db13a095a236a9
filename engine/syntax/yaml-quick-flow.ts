import type { Block } from "../text/source.ts";
import type { Comment } from "./document.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "./node.ts";
import { plainValue } from "./yaml-node.ts";

/** Thrown where a text may be more than the quick reader knows. Never seen outside of it. */
export const notSure = Symbol("not sure");

const isBreak = (code: number): boolean => code === 10 || code === 13 || Number.isNaN(code);

export function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** Where the quick reader is in a text. */
export class Cursor {
  readonly text: string;
  readonly comments: Comment[] = [];
  offset = 0;
  lineStart = 0;
  /** Of the first word in the line. */
  column = 0;

  constructor(readonly block: Block) {
    this.text = block.text;
  }

  isDone = (): boolean => this.offset >= this.text.length;

  /** Over a `---` that stands alone on the first line. */
  passMark(): void {
    this.offset = 3;
    if (!this.isLineEnd(3)) throw notSure;
    const end = this.text.indexOf("\n", this.offset);
    this.offset = end < 0 ? this.text.length : end + 1;
  }

  /** To the first word at or below a line. Comments between are taken in. */
  nextLine(from: number): boolean {
    const { text } = this;
    let line = Math.max(from, this.offset);
    for (;;) {
      const word = afterSpaces(text, line);
      const code = text.charCodeAt(word);
      if (code === 35) this.comment(word);
      else if (!isBreak(code)) {
        if (word === line && isMark(text, line)) throw notSure;
        this.lineStart = line;
        this.column = word - line;
        this.offset = word;
        return true;
      }
      const end = text.indexOf("\n", word);
      if (end < 0) {
        this.offset = text.length;
        return false;
      }
      line = end + 1;
    }
  }

  /** To the next line's first word; nothing but spaces and a comment may stand before the line's end. */
  toNextLine(): void {
    if (!this.isLineEnd(this.offset)) throw notSure;
    const end = this.text.indexOf("\n", this.offset);
    if (end < 0) this.offset = this.text.length;
    else {
      this.offset = end + 1;
      this.nextLine(end + 1);
    }
  }

  /** Whether nothing but a comment stands from an offset to the line's end; takes the comment in and goes beyond it. */
  isLineEnd(from: number): boolean {
    const word = afterSpaces(this.text, from);
    const code = this.text.charCodeAt(word);
    if (code === 35 && word > from) {
      this.offset = this.comment(word);
      return true;
    }
    return isBreak(code);
  }

  private comment(start: number): number {
    const { block, text } = this;
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (text.charCodeAt(end - 1) === 13) end--;
    this.comments.push({ block, start, end });
    return end;
  }

  isDash(): boolean {
    if (this.text.charCodeAt(this.offset) !== 45) return false;
    const next = this.text.charCodeAt(this.offset + 1);
    return next === 32 || isBreak(next);
  }

  /** The local tag at the cursor, which goes beyond it. */
  tag(): string | undefined {
    if (this.text.charCodeAt(this.offset) !== 33) return undefined;
    localTag.lastIndex = this.offset;
    const tag = localTag.exec(this.text)?.[0];
    if (tag === undefined) throw notSure;
    this.offset += tag.length;
    return tag;
  }
}

const isMark = (text: string, line: number): boolean =>
  text.startsWith("---", line) || text.startsWith("...", line) || text[line] === "%";

const localTag = /![A-Za-z][\w:.-]*(?=[ \r\n]|$)/y;
const localTagInFlow = /![A-Za-z][\w:.-]*(?= )/y;

const quotedKey = /(?:"[^"\\\r\n]*"|'[^'\r\n]*') *:(?=[ \r\n]|$)/y;
const plainKey = /[\w$/.~<][^\r\n#:"'[\],&*!|>%@`]*(?::+[^\r\n#:"'[\],&*!|>%@` ]+)*:(?=[ \r\n]|$)/y;

/** Whether a key and a colon stand at the cursor. */
export function keyColon({ text, offset }: Cursor): boolean {
  const code = text.charCodeAt(offset);
  const pattern = code === 34 || code === 39 ? quotedKey : plainKey;
  pattern.lastIndex = offset;
  return pattern.test(text);
}

const single = /'(?:[^'\r\n]|'')*'/y;
const double = /"(?:[^"\\\r\n]|\\["\\/nt])*"/y;
/** To the line's end or a comment; what could be a mark in it is looked for afterwards. */
const plain = /[\w$/.~+(<^;=][^\r\n]*/y;
const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t" };

/** A key, or what is not indented: a scalar or brackets on one line. */
export function quickScalar(at: Cursor, role: "key"): Scalar;
export function quickScalar(at: Cursor, role: "value", tag?: string): Node;
export function quickScalar(at: Cursor, role: "key" | "value", tag?: string): Node {
  const { text, offset } = at;
  const first = text.charCodeAt(offset);
  const tagged = tag === undefined ? undefined : { tag };
  if (first === 34 || first === 39) return { ...quoted(at, offset), ...tagged };
  if (role === "value" && (first === 91 || first === 123)) return { ...new Flow(at).collection(offset, 0), ...tagged };
  const end = role === "key" ? keyEnd(text, offset) : plainEnd(text, offset);
  const source = text.slice(offset, end);
  return {
    kind: "scalar",
    block: at.block,
    start: offset,
    end,
    value: tagged ? source : plainValue(source),
    style: "plain",
    ...tagged,
  };
}

function keyEnd(text: string, start: number): number {
  plainKey.lastIndex = start;
  if (!plainKey.test(text)) throw notSure;
  let end = plainKey.lastIndex - 1;
  while (text.charCodeAt(end - 1) === 32) end--;
  return end;
}

function plainEnd(text: string, start: number): number {
  plain.lastIndex = start;
  const isNumber = text.charCodeAt(start) === 45 && text.charCodeAt(start + 1) > 47 && text.charCodeAt(start + 1) < 58;
  if (isNumber) plain.lastIndex = start + 1;
  if (!plain.test(text)) throw notSure;
  let end = plain.lastIndex;
  const found = text.slice(start, end);
  const comment = found.indexOf(" #");
  if (comment >= 0) end = start + comment;
  while (text.charCodeAt(end - 1) === 32) end--;
  const colon = found.indexOf(": ");
  if ((colon >= 0 && start + colon < end) || text.charCodeAt(end - 1) === 58) throw notSure;
  return end;
}

function quoted({ block, text }: Cursor, start: number): Scalar {
  const isSingle = text.charCodeAt(start) === 39;
  const pattern = isSingle ? single : double;
  pattern.lastIndex = start;
  if (!pattern.test(text)) throw notSure;
  const end = pattern.lastIndex;
  const inner = text.slice(start + 1, end - 1);
  const value = isSingle
    ? inner.replaceAll("''", "'")
    : inner.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
  return { kind: "scalar", block, start, end, value, style: isSingle ? "single" : "double" };
}

const plainInFlow = /[\w$/.~][^\r\n,[\]{}#:"'&*!|>%@`?]*(?::+[^\r\n,[\]{}#:"'&*!|>%@`? ]+)*/y;
const mostNesting = 20;

/** Brackets that close on their line. */
class Flow {
  constructor(private readonly at: Cursor) {}

  collection(start: number, depth: number): Mapping | Sequence {
    if (depth > mostNesting) throw notSure;
    return this.at.text.charCodeAt(start) === 91 ? this.sequence(start, depth) : this.mapping(start, depth);
  }

  private sequence(start: number, depth: number): Sequence {
    const items: Node[] = [];
    const end = this.parts(start, 93, (offset) => {
      const item = this.node(offset, depth);
      items.push(item);
      return item.end;
    });
    return { kind: "sequence", block: this.at.block, start, end, items, flow: true };
  }

  private mapping(start: number, depth: number): Mapping {
    const { block, text } = this.at;
    const entries: Entry[] = [];
    const end = this.parts(start, 125, (offset) => {
      const key = this.scalar(offset);
      const colon = afterSpaces(text, key.end);
      if (text.charCodeAt(colon) !== 58 || text.charCodeAt(colon + 1) !== 32) throw notSure;
      const value = this.node(afterSpaces(text, colon + 1), depth);
      entries.push({ block, start: key.start, end: Math.max(key.end, value.end), key, value });
      return value.end;
    });
    return { kind: "mapping", block, start, end, entries, flow: true };
  }

  /** Reads the parts between commas; the offset after the closing bracket. */
  private parts(start: number, closing: number, read: (offset: number) => number): number {
    const { text } = this.at;
    let at = afterSpaces(text, start + 1);
    if (text.charCodeAt(at) === closing) return at + 1;
    for (;;) {
      at = afterSpaces(text, read(at));
      const code = text.charCodeAt(at);
      if (code === closing) return at + 1;
      if (code !== 44) throw notSure;
      at = afterSpaces(text, at + 1);
    }
  }

  private node(offset: number, depth: number): Node {
    const { text } = this.at;
    let start = offset;
    let tagged: { tag: string } | undefined;
    if (text.charCodeAt(offset) === 33) {
      localTagInFlow.lastIndex = offset;
      const tag = localTagInFlow.exec(text)?.[0];
      if (tag === undefined) throw notSure;
      tagged = { tag };
      start = afterSpaces(text, offset + tag.length);
    }
    const first = text.charCodeAt(start);
    if (first === 91 || first === 123) return { ...this.collection(start, depth + 1), ...tagged };
    return { ...this.scalar(start, tagged !== undefined), ...tagged };
  }

  private scalar(start: number, isText = false): Scalar {
    const { block, text } = this.at;
    const first = text.charCodeAt(start);
    if (first === 34 || first === 39) return quoted(this.at, start);
    plainInFlow.lastIndex = start;
    if (!plainInFlow.test(text)) throw notSure;
    let end = plainInFlow.lastIndex;
    while (text.charCodeAt(end - 1) === 32) end--;
    const source = text.slice(start, end);
    return { kind: "scalar", block, start, end, value: isText ? source : plainValue(source), style: "plain" };
  }
}
