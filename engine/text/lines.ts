import { memo } from "../memo.ts";
import type { SourceFile } from "./source.ts";

/** Zero-based line and UTF-16 column, as LSP counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offsets at which the lines of a file start; `\r\n`, `\n` and lone `\r` end a line. */
export const lineStarts = memo((file: SourceFile): readonly number[] => {
  const starts = [0];
  for (let i = 0; i < file.text.length; i++) {
    const code = file.text.charCodeAt(i);
    if (code === 13 && file.text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
});

/** The position of an offset; offsets beyond the text count as its end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  const at = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - (starts[low] ?? 0) };
}

/** The offset of a position; a line or column beyond the text counts as the end of the text or line. */
export function offsetAt(file: SourceFile, position: Position): number {
  const starts = lineStarts(file);
  const start = starts[position.line];
  if (start === undefined) return file.text.length;
  const next = starts[position.line + 1] ?? file.text.length;
  return Math.max(start, Math.min(start + position.character, next));
}
