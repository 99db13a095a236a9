import type { Span } from "./source.ts";

/** Replaces `span` of a file's text by `text`. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Edits of one change in the order of their places. Two that overlap (or insert at one place) keep the first given and drop the later. */
export function orderedEdits(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of edits) if (!kept.some((other) => conflicts(other, edit))) kept.push(edit);
  return kept.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Whether two edits touch the same text, or insert at the same place. */
export function conflicts(a: TextEdit, b: TextEdit): boolean {
  if (a.span.start === b.span.start && a.span.end === b.span.end) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** The text after the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of orderedEdits(edits)) {
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** A stretch of the original text, or new text. */
type Piece = Span | string;

const lengthOf = (piece: Piece): number => (typeof piece === "string" ? piece.length : piece.end - piece.start);

const cut = (piece: Piece, start: number, end: number): Piece =>
  typeof piece === "string" ? piece.slice(start, end) : { start: piece.start + start, end: piece.start + end };

/** One change that does what two do after one another. `then` counts in the text that `first` leaves; `length` is the original text's. */
export function composed(first: readonly TextEdit[], then: readonly TextEdit[], length: number): TextEdit[] {
  const original: Piece[] = [{ start: 0, end: length }];
  return asEdits(replaced(replaced(original, first), then), length);
}

function replaced(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { span, text } of orderedEdits(edits)) {
    result.push(...between(pieces, at, span.start), text);
    at = span.end;
  }
  return [...result, ...between(pieces, at, Number.POSITIVE_INFINITY)];
}

/** The pieces that make up a range of the text they stand for. */
function between(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) found.push(cut(piece, from, to));
    at += length;
  }
  return found;
}

function asEdits(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let text = "";
  for (const piece of [...pieces, { start: length, end: length }]) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    if (text !== "" || piece.start > at) edits.push({ span: { start: at, end: piece.start }, text });
    text = "";
    at = piece.end;
  }
  return edits;
}
