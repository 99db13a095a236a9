import type { Task } from "../task.ts";
import type { Block } from "../text/source.ts";
import type { Comment, Problem } from "./document.ts";
import { maxDepth } from "./limits.ts";
import type { Entry, Node } from "./node.ts";

/**
 * Where a mapping's entries begin: their column in YAML, 0 in JSON. A piece lies in several such mappings, the outermost first; they
 * are all that must be known of the text before it.
 */
export type Levels = readonly number[];

/** Where the piece ends that begins at some offset, and how it was told. */
export interface Cut {
  readonly end: number;
  readonly levels: Levels;
  /** What the next piece lies in, unless its own text says that some of them have ended. */
  readonly next: Levels;
  /** How far the text was looked at. */
  readonly reach: number;
  /** What is wrong where it ends. */
  readonly lacks?: string;
}

/** What the text of one piece says. It is kept as long as that text is the same. */
export interface PieceReading {
  readonly block: Block;
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
  readonly comments: readonly Comment[];
  readonly anchors?: ReadonlyMap<string, Node>;
  /** Names of aliases whose anchors must stand in pieces before. */
  readonly unknown?: ReadonlySet<string>;
  /** Where something starts that may go on beyond the text. */
  readonly runsOn?: number;
  /** How many levels it was read as opening, if that makes a difference to what is read. */
  readonly opened?: number;
  /** How many levels of nesting there are in it, its entries' own among them. */
  readonly nesting: number;
  /** What it cost: characters read by the slow way count for more. */
  readonly cost: number;
}

/** A part of a file as it was cut. Of a piece that opens a level, the last entry's value is what the pieces in that level make. */
export interface Piece {
  readonly reading: PieceReading;
  readonly levels: Levels;
  readonly next: Levels;
  /** From the piece's start, how far the text decides that it ends where it ends. */
  readonly reach: number;
  readonly lacks?: string;
  /** How long it was cut first, without what ran on beyond that. */
  readonly length: number;
}

/** How long a piece may be before it is cut, if it can be: of the outermost level, and of those inside. */
export interface Sizes {
  readonly file: number;
  readonly outer: number;
  readonly inner: number;
}

/** A few thousand characters are read faster than one notices; more blocks than needed cost too. */
export const usualSizes: Sizes = { file: 2048, outer: 1024, inner: 4096 };

/** How the files of a language are cut, and their pieces read. */
export interface Cutter {
  /** Undefined if the file cannot be cut. */
  cut(text: string, at: number, levels: Levels): Cut | undefined;
  read(block: Block, cut: Cut, isFirst: boolean): PieceReading;
  /** The cut with what runs on beyond its end, if that makes sense. */
  extended?(text: string, at: number, cut: Cut, from: number): { readonly cut?: Cut; readonly reach: number };
}

/** How many levels of nesting there are in entries. */
export const nestingOf = (entries: readonly Entry[]): number =>
  1 + entries.reduce((most, { value }) => Math.max(most, nestingIn(value)), 0);

function nestingIn(node: Node): number {
  if (node.kind === "mapping") return nestingOf(node.entries);
  return node.kind === "sequence" ? 1 + node.items.reduce((most, item) => Math.max(most, nestingIn(item)), 0) : 0;
}

/** Characters read between two pauses, and what a character costs that is read by the slow way. */
const slice = 30_000;
export const slowCost = 10;

/** A text that was cut. */
export interface Cutting {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where each piece begins. */
  readonly starts: readonly number[];
}

/** The pieces of a text, from those of an earlier version. Undefined if it cannot be cut. */
export function* piecesOf(
  path: string,
  text: string,
  cutter: Cutter,
  before: Cutting | undefined,
): Task<Cutting | undefined> {
  const old = new Earlier(before, text);
  const pieces = before?.pieces.slice(0, old.from) ?? [];
  const make = pieceMaker(path, text, cutter, old);
  let at = old.fromOffset;
  let levels: Levels = pieces.at(-1)?.next ?? [0];
  let spent = 0;
  while (at < text.length) {
    const cut = cutter.cut(text, at, levels);
    if (!cut) return undefined;
    const rest = old.restFrom(at, cut);
    if (rest !== undefined) return cuttingOf(text, pieces.concat(rest));
    const { piece, cost } = make(at, cut);
    pieces.push(piece);
    at += piece.reading.block.text.length;
    levels = piece.next;
    spent += cost;
    if (spent >= slice) {
      spent = 0;
      yield;
    }
  }
  return cuttingOf(text, pieces);
}

function cuttingOf(text: string, pieces: readonly Piece[]): Cutting {
  let end = 0;
  const starts = pieces.map((piece) => {
    const start = end;
    end += lengthOf(piece);
    return start;
  });
  return { text, pieces, starts };
}

function pieceMaker(path: string, text: string, cutter: Cutter, old: Earlier) {
  const read = (at: number, cut: Cut): { reading: PieceReading; cost: number } => {
    const known = old.readingOf(at, cut);
    if (known) return { reading: known, cost: 100 };
    const reading = cutter.read({ path, text: ownText(text, at, cut.end) }, cut, at === 0);
    return { reading, cost: reading.cost };
  };
  return (at: number, cut: Cut): { piece: Piece; cost: number } => {
    const first = read(at, cut);
    let { cost } = first;
    let { reach } = cut;
    let last: { reading: PieceReading; cut: Cut } = { reading: first.reading, cut };
    for (let times = 0; times < mostExtensions && last.reading.runsOn !== undefined; times++) {
      const longer = cutter.extended?.(text, at, last.cut, last.reading.runsOn);
      reach = Math.max(reach, longer?.reach ?? 0, longer?.cut?.reach ?? 0);
      if (!longer?.cut || longer.cut.end <= last.cut.end) break;
      const next = read(at, longer.cut);
      cost += next.cost;
      last = { reading: next.reading, cut: longer.cut };
    }
    const best = last.reading.problems.length === 0 ? last : { reading: first.reading, cut };
    const { levels, next, lacks } = best.cut;
    old.used.add(best.reading);
    return { piece: { reading: best.reading, levels, next, reach: reach - at, lacks, length: cut.end - at }, cost };
  };
}

/** What runs on is looked for so many times in one entry. */
const mostExtensions = 10;

/** A copy: a slice would keep the text of the whole file alive. */
const ownText = (text: string, start: number, end: number): string => ` ${text.slice(start, end)}`.slice(1);

const lengthOf = (piece: Piece): number => piece.reading.block.text.length;

const isSame = (a: Levels, b: Levels): boolean =>
  a.length === b.length && a.every((level, index) => level === b[index]);

/** How many levels a piece opens; less than none if it closes one, and least if that is the last. */
export const opened = ({ levels, next }: Piece | Cut): number => (next.length === 0 ? -2 : next.length - levels.length);

/** Whether what was read of a piece is right for the same text where it is now. */
const isFitFor = (piece: Piece, cut: Cut): boolean =>
  (piece.reading.opened ?? opened(cut)) === opened(cut) &&
  (piece.levels.length === cut.levels.length ||
    Math.max(piece.levels.length, cut.levels.length) + piece.reading.nesting <= maxDepth);

/** The pieces of an earlier version, told by their text which of them are still there. */
class Earlier {
  /** The first piece that must be cut again, and where it begins. */
  readonly from: number;
  readonly fromOffset: number;
  private readonly pieces: readonly Piece[];
  private readonly starts: readonly number[];
  /** How much further down what is the same at the end stands now. */
  private readonly moved: number;
  /** The first piece that stands at the end as it did, and was not passed yet. */
  private suffix: number;
  /** Readings that have been taken over: each stands once in a file. */
  readonly used = new Set<PieceReading>();
  private readonly byText = new Map<string, Piece[]>();

  constructor(
    before: Cutting | undefined,
    private readonly text: string,
  ) {
    const { pieces, starts } = before ?? { pieces: [], starts: [] };
    const old = before?.text ?? "";
    this.pieces = pieces;
    this.starts = starts;
    this.moved = text.length - old.length;
    const same = sameStart(old, text);
    const sameAtEnd = sameEnd(old, text, Math.min(old.length, text.length) - same);
    const changed = indexAfter(starts, same);
    this.suffix = indexAfter(starts, old.length - sameAtEnd - 1);
    const isWhole = same === old.length && same === text.length;
    // What was decided by looking at text that is another now.
    const from = starts.findIndex((start, index) => start + (pieces[index]?.reach ?? 0) > same);
    this.from = isWhole || from < 0 ? Math.max(0, changed - 1) : from;
    this.fromOffset = starts[this.from] ?? 0;
    for (const piece of pieces.slice(this.from, this.suffix)) {
      const alike = this.byText.get(piece.reading.block.text);
      if (alike) alike.push(piece);
      else this.byText.set(piece.reading.block.text, [piece]);
    }
  }

  /** The earlier pieces from this offset on, if one began here and was cut alike: from there on all is as it was. */
  restFrom(at: number, cut: Cut): readonly Piece[] | undefined {
    const piece = this.suffixPieceAt(at);
    const isAlike =
      piece && isSame(piece.levels, cut.levels) && opened(piece) === opened(cut) && piece.length === cut.end - at;
    return isAlike ? this.pieces.slice(this.suffix) : undefined;
  }

  readingOf(at: number, cut: Cut): PieceReading | undefined {
    const isFit = (piece: Piece) => lengthOf(piece) === cut.end - at && isFitFor(piece, cut);
    const piece = this.suffixPieceAt(at);
    if (piece) return isFit(piece) ? piece.reading : undefined;
    if (this.byText.size === 0) return undefined;
    const alike = this.byText.get(this.text.slice(at, cut.end));
    return alike?.find((each) => isFit(each) && !this.used.has(each.reading))?.reading;
  }

  private suffixPieceAt(at: number): Piece | undefined {
    while (this.suffix < this.pieces.length && (this.starts[this.suffix] ?? 0) + this.moved < at) this.suffix++;
    return (this.starts[this.suffix] ?? -1) + this.moved === at ? this.pieces[this.suffix] : undefined;
  }
}

/** The index of the first start that is beyond an offset. */
function indexAfter(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many characters two texts have in common at the start. Parts are compared at once: that is far quicker than one by one. */
function sameStart(a: string, b: string): number {
  let [low, high] = [0, Math.min(a.length, b.length)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(low, middle) === b.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many, at most so many, they have in common at the end. */
function sameEnd(a: string, b: string, most: number): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const isAlike = a.slice(a.length - middle, a.length - low) === b.slice(b.length - middle, b.length - low);
    if (isAlike) low = middle;
    else high = middle - 1;
  }
  return low;
}
