import type { Block } from "../text/source.ts";
import type { Comment } from "./document.ts";
import type { Entry, Mapping, Node, Sequence } from "./node.ts";
import { missing } from "./yaml-node.ts";
import { quickBlockScalar } from "./yaml-quick-block.ts";
import { afterSpaces, Cursor, keyColon, notSure, quickScalar } from "./yaml-quick-flow.ts";

export interface Quick {
  readonly root: Mapping;
  readonly comments: readonly Comment[];
}

/** Beyond ASCII's printable characters and line ends, only what cannot be white space or a mark. */
const oddCharacter = /[^\n\r\x20-\x7e\xa1-\u167f\u1681-\u1fff\u2070-\ud7ff\uf900-\ufdff\ufe30-\ufefe]|\r(?!\n)/;

const mostNesting = 60;

/**
 * Reads the YAML that people write every day, much faster than a parser of all YAML: mappings and sequences in block style, scalars and
 * brackets on one line, literal blocks, local tags, comments. Undefined for anything that is not surely such: it never guesses.
 */
export function quickYaml(block: Block): Quick | undefined {
  if (oddCharacter.test(block.text)) return undefined;
  try {
    return new QuickReader(block).read();
  } catch (error) {
    if (error === notSure) return undefined;
    throw error;
  }
}

class QuickReader {
  private readonly at: Cursor;
  private depth = 0;

  constructor(private readonly block: Block) {
    this.at = new Cursor(block);
  }

  read(): Quick {
    const { at } = this;
    if (at.text.startsWith("---")) at.passMark();
    if (!at.nextLine(0)) throw notSure;
    const column = at.column;
    if (!keyColon(at)) throw notSure;
    const root = this.mapping(column);
    if (!at.isDone()) throw notSure;
    return { root, comments: at.comments };
  }

  /** From a key in some column, at which the cursor is. */
  private mapping(column: number, tag?: string): Mapping {
    const { block, at } = this;
    const start = at.offset;
    const entries: Entry[] = [];
    if (++this.depth > mostNesting) throw notSure;
    do {
      if (!keyColon(at)) throw notSure;
      const key = quickScalar(at, "key");
      at.offset = afterSpaces(at.text, key.end) + 1;
      const value = this.value(column, column);
      entries.push({ block, start: key.start, end: Math.max(key.end, value.end), key, value });
    } while (this.isNext(column));
    this.depth--;
    const end = Math.max(start, entries.at(-1)?.end ?? start);
    return { kind: "mapping", block, start, end, entries, flow: false, ...(tag !== undefined && { tag }) };
  }

  /** From a dash in some column, at which the cursor is. */
  private sequence(column: number, tag?: string): Sequence {
    const { block, at } = this;
    const start = at.offset;
    const items: Node[] = [];
    if (++this.depth > mostNesting) throw notSure;
    do {
      if (!at.isDash()) throw notSure;
      at.offset++;
      items.push(this.value(column));
    } while (this.isNext(column) && at.isDash());
    this.depth--;
    const end = Math.max(start, items.at(-1)?.end ?? start);
    return { kind: "sequence", block, start, end, items, flow: false, ...(tag !== undefined && { tag }) };
  }

  /** Whether the line that the cursor is at goes on with a collection in some column. */
  private isNext(column: number): boolean {
    const { at } = this;
    if (at.isDone() || at.column < column) return false;
    if (at.column > column) throw notSure;
    return true;
  }

  /**
   * What follows a colon or a dash. `parent`: the column of what it belongs to; `dashes`: a column in which its items may begin though they
   * are not indented. Leaves the cursor at the next line's first word.
   */
  private value(parent: number, dashes?: number): Node {
    const { at } = this;
    const afterMark = at.offset;
    at.offset = afterSpaces(at.text, at.offset);
    const tag = at.tag();
    const afterTag = tag === undefined ? afterMark : at.offset;
    if (tag !== undefined) at.offset = afterSpaces(at.text, at.offset);
    if (at.isLineEnd(afterTag)) return this.below(parent, dashes, tag, afterTag);
    const isInline = dashes === undefined && tag === undefined && at.offset > afterMark;
    if (isInline && (at.isDash() || keyColon(at))) {
      at.column = at.offset - at.lineStart;
      return at.isDash() ? this.sequence(at.column) : this.mapping(at.column);
    }
    const first = at.text[at.offset];
    if (first === "|" || first === ">") return quickBlockScalar(at, parent, tag);
    const value = quickScalar(at, "value", tag);
    at.offset = value.end;
    at.toNextLine();
    return value;
  }

  /** What stands on the lines below a mark. */
  private below(parent: number, dashes: number | undefined, tag: string | undefined, none: number): Node {
    const { at, block } = this;
    at.toNextLine();
    const isItems = !at.isDone() && at.isDash() && (at.column > parent || at.column === dashes);
    if (isItems) return this.sequence(at.column, tag);
    if (at.isDone() || at.column <= parent) return { ...missing(block, none), ...(tag !== undefined && { tag }) };
    if (keyColon(at)) return this.mapping(at.column, tag);
    throw notSure;
  }
}
