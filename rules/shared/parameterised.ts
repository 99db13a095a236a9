import { type Operand, outlineOf, type Part, written } from "./query-text.ts";
import { type PlaceholderStyle, readSql, type SqlText, type ValuePlace } from "./sql-text.ts";

/** A value that a placeholder stands for. */
export interface BoundValue {
  /** The expression, as JavaScript. */
  readonly source: string;
  /** How many of the placeholders that were there stand before it. */
  readonly after: number;
}

export interface Parameterised {
  /** Replacements in the block of the text, by its offsets. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly values: readonly BoundValue[];
  readonly sql: SqlText;
}

export interface Dialect {
  /** `hole`: the value stays where it is, for a tag that binds what it finds. */
  readonly style: PlaceholderStyle | "hole";
  readonly doubleQuotes: "string" | "name";
  readonly quote: '"' | "'";
}

/** The text with placeholders for all that is put into it, except constants. Undefined if that cannot be done for the whole. */
export function parameterised(operands: readonly Operand[], dialect: Dialect): Parameterised | undefined {
  const pieces = piecesOf(operands);
  const sql = readSql(
    pieces.map(({ part }) => outlineOf(part)).join(""),
    dialect.style === "$1" ? "$1" : "?",
    dialect.doubleQuotes,
  );
  if (!sql || sql.places.length === 0) return undefined;
  const sources = sql.places.map((place) => valueAt(place, pieces));
  if (!sources.every((source) => source !== undefined)) return undefined;
  const standIn = (index: number): Part => placeholder(dialect.style, sql.highest + index + 1, sources[index] ?? "");
  const cut = pieces.flatMap((piece) => cutPiece(piece, sql.places, standIn));
  const edits = runsOf(sql.places, pieces, operands).map((run) => {
    const parts = cut.filter(({ operand }) => run.first <= operand && operand <= run.last).map(({ part }) => part);
    const form = operands.slice(run.first, run.last + 1).some((one) => one.form === "template") ? "template" : "string";
    const [first, last] = [operands[run.first], operands[run.last]];
    return { start: first?.start ?? 0, end: last?.end ?? 0, text: written(joined(parts), dialect.quote, form) };
  });
  const values = sources.map((source, index) => {
    const start = sql.places[index]?.start ?? 0;
    return { source, after: sql.placeholders.filter((at) => at < start).length };
  });
  return { edits, values, sql };
}

/** A part with its place in the SQL text. */
interface Piece {
  readonly part: Part;
  readonly operand: number;
  readonly start: number;
  readonly end: number;
}

function piecesOf(operands: readonly Operand[]): readonly Piece[] {
  let start = 0;
  return operands.flatMap(({ parts }, operand) =>
    parts.map((part) => {
      const piece = { part, operand, start, end: start + outlineOf(part).length };
      start = piece.end;
      return piece;
    }),
  );
}

function placeholder(style: Dialect["style"], number: number, source: string): Part {
  if (style === "hole") return { kind: "hole", source };
  return { kind: "text", value: style === "?" ? "?" : `$${number}` };
}

/** The expression that a place's value is: the hole's own, or a template of what stands between the quotes. */
function valueAt(place: ValuePlace, pieces: readonly Piece[]): string | undefined {
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

/** A piece without what the places take, and with a stand-in where a place begins in it. */
function cutPiece(
  piece: Piece,
  places: readonly ValuePlace[],
  standIn: (index: number) => Part,
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
  for (const [index, place] of places.entries()) {
    if (place.end <= piece.start || piece.end <= place.start) continue;
    keep(place.start);
    if (place.start >= piece.start) found.push(standIn(index));
    at = Math.min(piece.end, place.end);
  }
  keep(piece.end);
  return found.map((one) => ({ part: one, operand }));
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** The operands that must become one each: those that a place lies in, and the text beside an expression that goes. */
function runsOf(places: readonly ValuePlace[], pieces: readonly Piece[], operands: readonly Operand[]): readonly Run[] {
  const runs: Run[] = [];
  for (const place of places) {
    const touched = pieces
      .filter((piece) => piece.start < place.end && place.start < piece.end)
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
