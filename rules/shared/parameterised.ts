import { listSource } from "./list-source.ts";
import { type BoundValue, type Dialect, nameOf, placeholder } from "./placeholder.ts";
import { type Operand, outlineOf, type Part, written } from "./query-text.ts";
import { type HolePlace, hasOther, readSql, type SqlText } from "./sql-text.ts";

export type { BoundValue, Dialect } from "./placeholder.ts";

export interface Parameterised {
  /** Replacements in the block of the text, by its offsets. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly values: readonly BoundValue[];
  readonly sql: SqlText;
  /** Expressions that stay in the text because no value can stand there. */
  readonly names: readonly Part[];
}

/** What stands instead of a place. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
  readonly value?: BoundValue;
}

/**
 * The text with placeholders for all values that are put into it, except constants. Names and directions stay: with nothing else in it, there
 * are no edits. Undefined if that cannot be done for the whole.
 */
export function parameterised(operands: readonly Operand[], dialect: Dialect): Parameterised | undefined {
  const { before = "" } = dialect;
  const style = dialect.style === "hole" ? "?" : dialect.style;
  const pieces = piecesOf(operands, before.length);
  const text = before + pieces.map(({ part }) => outlineOf(part)).join("");
  const sql = readSql(text, style, dialect.doubleQuotes);
  if (!sql || hasOther(sql, style)) return undefined;
  const own = sql.places.filter(({ end }) => end > before.length);
  const staying = own.filter(({ position }) => position === "name" || position === "direction");
  if (own.some(({ start }) => start < before.length)) return undefined;
  if (staying.length > 0 && dialect.style === "hole") return undefined;
  const changes = changesOf(own, { pieces, text, sql, dialect });
  if (!changes) return undefined;
  const edits = replacedIn(operands, pieces, changes, dialect.quote);
  const values = changes.flatMap(({ value }) => value ?? []);
  const names = staying.flatMap((place) => partsIn(place, pieces).filter(({ kind }) => kind === "hole"));
  return { edits, values, sql, names };
}

/** The edits that put something else in the place of parts of a text. */
export function replacedIn(
  operands: readonly Operand[],
  pieces: readonly Piece[],
  changes: readonly Omit<Change, "value">[],
  quote: Dialect["quote"],
): Parameterised["edits"] {
  const cut = pieces.flatMap((piece) => cutPiece(piece, changes));
  return runsOf(changes, pieces, operands).map((run) => {
    const parts = cut.filter(({ operand }) => run.first <= operand && operand <= run.last).map(({ part }) => part);
    const form = operands.slice(run.first, run.last + 1).some((one) => one.form === "template") ? "template" : "string";
    const [first, last] = [operands[run.first], operands[run.last]];
    return { start: first?.start ?? 0, end: last?.end ?? 0, text: written(joined(parts), quote, form) };
  });
}

/** A part with its place in the SQL text. */
interface Piece {
  readonly part: Part;
  readonly operand: number;
  readonly start: number;
  readonly end: number;
}

export function piecesOf(operands: readonly Operand[], from: number): readonly Piece[] {
  let start = from;
  return operands.flatMap(({ parts }, operand) =>
    parts.map((part) => {
      const piece = { part, operand, start, end: start + outlineOf(part).length };
      start = piece.end;
      return piece;
    }),
  );
}

/** The parts that lie in a place, whole. */
export const partsIn = (
  { start, end }: { readonly start: number; readonly end: number },
  pieces: readonly Piece[],
): readonly Part[] => pieces.filter((piece) => piece.start < end && start < piece.end).map(({ part }) => part);

interface Reading {
  readonly pieces: readonly Piece[];
  readonly text: string;
  readonly sql: SqlText;
  readonly dialect: Dialect;
}

function changesOf(places: readonly HolePlace[], reading: Reading): readonly Change[] | undefined {
  const changes: Change[] = [];
  const taken = new Set([...reading.sql.names, ...(reading.dialect.taken ?? [])]);
  for (const place of places) {
    if (place.position === "name" || place.position === "direction") continue;
    const number = reading.sql.highest + changes.filter(({ value }) => value).length + 1;
    const change = changeOf(place, reading, number, taken);
    if (!change) return undefined;
    changes.push(change);
  }
  return changes;
}

function changeOf(place: HolePlace, reading: Reading, number: number, taken: Set<string>): Change | undefined {
  const { dialect, sql, pieces } = reading;
  const { start, end, isQuoted } = place;
  if (place.position === "other") return optionalChange(place, reading);
  if (place.position === "limit" && dialect.style !== "$1" && dialect.style !== "hole") return asNumber(place, pieces);
  const list = listIn(place, pieces);
  // what stands in brackets alone may be several values; in quotes it is one
  if (list === undefined && place.position === "list" && !isQuoted) return undefined;
  const source = list ?? valueAt(place, pieces);
  if (source === undefined) return undefined;
  const base = {
    source,
    name: nameOf(source, taken),
    after: sql.placeholders.filter((at) => at < start).length,
    isQuoted,
    form: "one",
  } as const;
  if (list !== undefined) return listChange(place, { ...base, form: "list" }, reading, number);
  return { start, end, parts: placeholder(base, dialect, number), value: base };
}

/** A text that is there on a condition: its values are in the list on the same condition. */
function optionalChange(place: HolePlace, { pieces, text, sql, dialect }: Reading): Change | undefined {
  const { start, end } = place;
  const [part, ...more] = partsIn(place, pieces);
  if (part?.kind !== "hole" || !part.optional || !part.expression || more.length > 0) return undefined;
  if (dialect.style !== "?" || place.isQuoted) return undefined;
  const { test, isElse, operands } = part.optional;
  const inner = parameterised(operands, { ...dialect, before: text.slice(0, start) });
  if (!inner || inner.values.length === 0 || inner.names.length > 0) return undefined;
  if (inner.sql.placeholders.some((at) => at >= start) || inner.values.some(({ form }) => form !== "one"))
    return undefined;
  const list = `[${inner.values.map(({ source }) => source).join(", ")}]`;
  const value: BoundValue = {
    source: isElse ? `(${test} ? [] : ${list})` : `(${test} ? ${list} : [])`,
    name: "value",
    after: sql.placeholders.filter((at) => at < start).length,
    isQuoted: inner.values.every((one) => one.isQuoted),
    form: "each",
  };
  const from = part.expression.start;
  const source = inner.edits.reduceRight(
    (code, one) => code.slice(0, one.start - from) + one.text + code.slice(one.end - from),
    part.source,
  );
  return { start, end, parts: [{ kind: "hole", source }], value };
}

function asNumber(place: HolePlace, pieces: readonly Piece[]): Change | undefined {
  const source = valueAt(place, pieces);
  if (source === undefined || place.isQuoted) return undefined;
  return { start: place.start, end: place.end, parts: [{ kind: "hole", source: `Number(${source})` }] };
}

/** The list that `list.join(",")` puts into the brackets of `IN`. */
function listIn(place: HolePlace, pieces: readonly Piece[]): string | undefined {
  const [start, end] = place.isQuoted ? [place.start + 1, place.end - 1] : [place.start, place.end];
  const [only, ...more] = partsIn({ start, end }, pieces);
  if (place.position !== "list" || more.length > 0 || only?.kind !== "hole" || !only.expression) return undefined;
  return listSource(only.expression, place.isQuoted);
}

function listChange(
  place: HolePlace,
  value: BoundValue,
  { text, dialect }: Reading,
  number: number,
): Change | undefined {
  const { start, end } = place;
  switch (dialect.lists) {
    case "in":
      return { start, end, parts: placeholder(value, dialect, number), value };
    case "spread":
      return { start, end, parts: [{ kind: "text", value: `:...${value.name}` }], value };
    case "each": {
      const marks = `${value.source}.map(() => ${dialect.quote}?${dialect.quote}).join(${dialect.quote}, ${dialect.quote})`;
      return { start, end, parts: [{ kind: "hole", source: marks }], value: { ...value, form: "each" } };
    }
    case "any": {
      const from = Math.max(0, start - 60);
      const head = /\b(not\s+)?in\s*\(\s*$/i.exec(text.slice(from, start));
      const tail = /^\s*\)/.exec(text.slice(end));
      if (!head || !tail) return undefined;
      const [before, behind] = head[1] ? ["<> ALL(", ")"] : ["= ANY(", ")"];
      const parts: Part[] = [
        { kind: "text", value: before },
        ...placeholder(value, dialect, number),
        { kind: "text", value: behind },
      ];
      return { start: from + head.index, end: end + tail[0].length, parts, value };
    }
    default:
      return undefined;
  }
}

/** The expression that a place's value is: the hole's own, or a template of what stands between the quotes. */
function valueAt(place: HolePlace, pieces: readonly Piece[]): string | undefined {
  const [start, end] = place.isQuoted ? [place.start + 1, place.end - 1] : [place.start, place.end];
  const parts: Part[] = [];
  for (const piece of pieces) {
    const from = Math.max(start, piece.start);
    const to = Math.min(end, piece.end);
    if (from >= to) continue;
    const isWhole = from === piece.start && to === piece.end;
    if (piece.part.kind === "text")
      parts.push({ kind: "text", value: piece.part.value.slice(from - piece.start, to - piece.start) });
    else if (isWhole) parts.push(piece.part);
    else return undefined;
  }
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "hole") return only.source;
  const undoubled = parts.map((part) =>
    part.kind === "text" ? { ...part, value: part.value.replace(/(['"])\1/g, "$1") } : part,
  );
  return written(undoubled, '"', "template");
}

/** A piece without what the changes take, and with what stands instead where a change begins in it. */
function cutPiece(
  piece: Piece,
  changes: readonly Omit<Change, "value">[],
): readonly { readonly part: Part; readonly operand: number }[] {
  const { part, operand } = piece;
  const found: Part[] = [];
  let at = piece.start;
  const keep = (to: number) => {
    if (to <= at) return;
    found.push(
      part.kind === "text" ? { kind: "text", value: part.value.slice(at - piece.start, to - piece.start) } : part,
    );
  };
  for (const change of changes) {
    if (change.end <= piece.start || piece.end <= change.start) continue;
    keep(change.start);
    if (change.start >= piece.start) found.push(...change.parts);
    at = Math.min(piece.end, change.end);
  }
  keep(piece.end);
  return found.map((one) => ({ part: one, operand }));
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** The operands that must become one each: those that a change lies in, and the text beside an expression that goes. */
function runsOf(
  changes: readonly Omit<Change, "value">[],
  pieces: readonly Piece[],
  operands: readonly Operand[],
): readonly Run[] {
  const runs: Run[] = [];
  for (const change of changes) {
    const touched = pieces
      .filter((piece) => piece.start < change.end && change.start < piece.end)
      .map(({ operand }) => operand);
    let [first, last] = [Math.min(...touched), Math.max(...touched)];
    if (operands[first]?.form === "expression" && first > 0) first--;
    if (operands[last]?.form === "expression" && last < operands.length - 1) last++;
    const before = runs.at(-1);
    if (before && first <= before.last)
      runs[runs.length - 1] = { first: before.first, last: Math.max(before.last, last) };
    else runs.push({ first, last });
  }
  return runs;
}

/** Texts side by side as one. */
function joined(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const before = found.at(-1);
    if (before?.kind === "text" && part.kind === "text")
      found[found.length - 1] = { kind: "text", value: before.value + part.value };
    else found.push(part);
  }
  return found;
}
