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
