import { type Level, mostOfLevel, type Spot } from "./spot.ts";
import { flowSpot, isOpenAt } from "./spot-flow.ts";

/** What a line begins at a column: an item (`key` undefined) or a key. */
interface Opening {
  readonly line: number;
  readonly column: number;
  readonly key: string | undefined;
}

/** What a line of block style says. `value`: the column where its value starts. */
interface Line {
  readonly openings: readonly Opening[];
  readonly value: number;
}

/** What an offset of a YAML text stands in. */
export function blockSpot(text: string, offset: number): Spot | undefined {
  const lines = new Lines(text, offset);
  const { before, whole, number } = lines.cursor;
  if (/^\s*#/.test(before)) return undefined;
  // a colon right before the offset may go on: `s3:`
  const own = lineOf(before.endsWith(":") ? `${before}x` : before, number);
  const around = lines.around(
    own.openings[0]?.column ?? own.value,
    own.openings[0]?.key === undefined && own.openings.length > 0,
  );
  const openings = [...around, ...own.openings];
  const flow = lines.flowIn(openings, offset);
  if (flow) {
    const path = openings.slice(0, flow.depth).map((opening) => lines.level(opening));
    return flowSpot(text, { start: flow.start, path, isJson: false }, offset);
  }
  return wordSpot({ lines, openings, own, before, whole });
}

interface Found {
  readonly lines: Lines;
  readonly openings: readonly Opening[];
  readonly own: Line;
  readonly before: string;
  readonly whole: string;
}

/** The word of a line in block style. */
function wordSpot({ lines, openings, own, before, whole }: Found): Spot | undefined {
  const tag = /^!\S*(?=\s)/.exec(before.slice(own.value))?.[0];
  const start = own.value + (tag ? (/^!\S*\s+/.exec(before.slice(own.value))?.[0].length ?? 0) : 0);
  const quote = quoteAt(before, start);
  const from = start + quote.length;
  const typed = before.slice(from);
  // a dash without its blank is no item yet
  if (typed === "-" || (quote === "" ? /(?:^|\s)#/.test(typed) : hasClosed(typed, quote))) return undefined;
  // what is written after the offset is not to be replaced by what is put before it
  if (typed === "" && /^(?:\s+\S|-\s)/.test(whole.slice(from))) return undefined;
  const full = lineOf(whole, lines.cursor.number);
  const isKeyLine = full.openings.length > own.openings.length && full.openings.at(-1)?.key !== undefined;
  const key = isKeyLine && before.length <= from + colonAt(whole.slice(from));
  const end = from + wordLength(whole.slice(from), before.length - from, quote, key);
  const closed = quote !== "" && whole[end] === quote ? 1 : 0;
  const isFirst = own.openings.at(-1)?.key === undefined;
  const { lineStart } = lines.cursor;
  return {
    path: openings.map((opening) => lines.level(opening)),
    takes: !isFirst ? "value" : key ? "key" : "either",
    span: { start: lineStart + from, end: lineStart + end },
    typed,
    quote,
    outer: { start: lineStart + own.value, end: lineStart + end + closed },
    tag,
    form: "block",
    needsDash: own.openings.length === 0,
    hasColon: key,
  };
}

/** Where the colon of a key stands: before a blank. */
const colonAt = (line: string): number => line.search(/:(?:\s|$)/);

const quoteAt = (line: string, column: number): Spot["quote"] => {
  const char = line[column];
  return char === '"' || char === "'" ? char : "";
};

const hasClosed = (typed: string, quote: string): boolean => typed.replace(/\\./g, "  ").includes(quote);

function wordLength(rest: string, least: number, quote: Spot["quote"], isKey: boolean): number {
  if (quote !== "") {
    const close = rest.indexOf(quote, least);
    return close >= 0 ? close : rest.trimEnd().length;
  }
  if (isKey) return Math.max(least, colonAt(rest));
  return Math.max(least, rest.replace(/(?:^|\s)#.*$/, "").trimEnd().length);
}

const keyPattern = /^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#'"[\]{},&*!|>@%][^\n#]*?))\s*:(?=\s|$)/;

/** The items and the key that a line begins; the text of an unfinished line ends at the cursor. */
function lineOf(text: string, line: number): Line {
  const openings: Opening[] = [];
  let column = text.length - text.trimStart().length;
  while (text[column] === "-" && /^\s|^$/.test(text.slice(column + 1, column + 2))) {
    if (column + 1 >= text.length) break;
    openings.push({ line, column, key: undefined });
    column++;
    while (text[column] === " ") column++;
  }
  const key = keyPattern.exec(text.slice(column));
  if (!key) return { openings, value: column };
  openings.push({ line, column, key: key[1] ?? key[2] ?? key[3] ?? "" });
  const after = column + key[0].length;
  return { openings, value: after + (text.length - after - text.slice(after).trimStart().length) };
}

/** The lines of a text, and the one with the cursor. */
class Lines {
  private readonly all: readonly string[];
  readonly cursor: {
    readonly number: number;
    readonly lineStart: number;
    readonly before: string;
    readonly whole: string;
  };

  constructor(
    private readonly text: string,
    offset: number,
  ) {
    this.all = text.split("\n");
    const number = text.slice(0, offset).split("\n").length - 1;
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    const whole = (this.all[number] ?? "").replace(/\r$/, "");
    this.cursor = { number, lineStart, before: text.slice(lineStart, offset), whole };
  }

  /** The items and keys that a column of the cursor's line is below of, from the outermost. */
  around(column: number, isItem: boolean): readonly Opening[] {
    const found: Opening[] = [];
    let here = { column, isItem };
    for (let number = this.cursor.number - 1; number >= 0 && (here.column > 0 || here.isItem); number--) {
      const text = this.all[number] ?? "";
      if (/^\s*(?:#|$)/.test(text)) continue;
      const indent = text.length - text.trimStart().length;
      if (indent > here.column) continue;
      if (/^(?:---|\.\.\.)/.test(text)) break;
      for (const opening of [...lineOf(`${text.trimEnd()} `, number).openings].reverse()) {
        const isParent =
          opening.column < here.column || (opening.column === here.column && here.isItem && opening.key !== undefined);
        if (!isParent) continue;
        found.unshift(opening);
        here = { column: opening.column, isItem: opening.key === undefined };
      }
    }
    return found;
  }

  /** The outermost brackets among the values that are open at an offset, and how many openings stand around them. */
  flowIn(openings: readonly Opening[], offset: number): { readonly start: number; readonly depth: number } | undefined {
    for (const number of new Set([...openings.map(({ line }) => line), ...this.bareBrackets(openings)])) {
      const { openings: own, value } = lineOf((this.all[number] ?? "").replace(/\r$/, ""), number);
      const rest = (this.all[number] ?? "").slice(value);
      const bracket = /^(?:[!&]\S*\s+)*(?=[[{])/.exec(rest);
      const start = this.startOf(number) + value + (bracket?.[0].length ?? 0);
      if (!bracket || start >= offset || !isOpenAt(this.text, start, offset)) continue;
      const last = own.at(-1);
      const depth = openings.filter(
        (one) => one.line < number || (one.line === number && last && one.column <= last.column),
      );
      return { start, depth: depth.length };
    }
    return undefined;
  }

  /** Lines that begin with a bracket, below the innermost opening above the cursor. */
  private bareBrackets(openings: readonly Opening[]): readonly number[] {
    const from = openings.findLast(({ line }) => line < this.cursor.number)?.line ?? -1;
    const found: number[] = [];
    for (let number = this.cursor.number; number > from && found.length < 200; number--)
      if (/^\s*[[{]/.test(this.all[number] ?? "")) found.unshift(number);
    return found;
  }

  private startOf(number: number): number {
    let start = 0;
    for (let line = 0; line < number; line++) start += (this.all[line]?.length ?? 0) + 1;
    return start;
  }

  level(opening: Opening): Level {
    return { key: opening.key, text: () => this.textOf(opening) };
  }

  private textOf({ line, column, key }: Opening): string {
    const taken = [(this.all[line] ?? "").slice(column)];
    let length = 0;
    for (let number = line + 1; number < this.all.length && length < mostOfLevel; number++) {
      const text = this.all[number] ?? "";
      const indent = text.length - text.trimStart().length;
      const isEmpty = /^\s*(?:#|$)/.test(text);
      const isItem = key !== undefined && /^-(?:\s|$)/.test(text.trimStart());
      if (!isEmpty && (indent < column || (indent === column && !isItem))) break;
      taken.push(text);
      length += text.length;
    }
    return taken.join("\n");
  }
}
