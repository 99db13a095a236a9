import { memo } from "../memo.ts";
import type { Block, Site, SourceFile } from "./source.ts";

/** Zero-based line and UTF-16 column, as LSP counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offsets at which the lines of a text start; `\r\n`, `\n` and lone `\r` end a line. */
export const lineStarts = memo(({ text }: { readonly text: string }): readonly number[] => {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
});

/** The position of an offset; offsets beyond the text count as its end. */
export function positionAt(file: SourceFile, offset: number): Position {
  return positionAmong(lineStarts(file), Math.max(0, Math.min(offset, file.text.length)));
}

function positionAmong(starts: readonly number[], at: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - (starts[low] ?? 0) };
}

/** A file that was read in blocks. */
interface Placed {
  readonly file: SourceFile;
  readonly blocks: ReadonlyMap<Block, number>;
}

/**
 * The position of an offset in a block. The lines of a block are counted once, however often it moves: of a large file that is being edited
 * this costs a step for each block, not for each character.
 */
export function positionIn(document: Placed, { block, start }: Pick<Site, "block" | "start">): Position {
  const first = blockPositions(document)?.get(block);
  if (!first) return positionAt(document.file, (document.blocks.get(block) ?? 0) + start);
  const at = positionAmong(lineStarts(block), Math.max(0, Math.min(start, block.text.length)));
  if (at.line > 0) return { line: first.line + at.line, character: at.character };
  return { line: first.line, character: first.character + at.character };
}

/** Where each block begins. Undefined if there is text that is in no block, or in several. */
const blockPositions = memo(({ blocks, file }: Placed): ReadonlyMap<Block, Position> | undefined => {
  const positions = new Map<Block, Position>();
  let end = 0;
  let at: Position = { line: 0, character: 0 };
  for (const [block, start] of blocks) {
    // A line end in two blocks would count twice.
    if (start !== end || (file.text.charCodeAt(start) === 10 && file.text.charCodeAt(start - 1) === 13))
      return undefined;
    positions.set(block, at);
    end += block.text.length;
    const starts = lineStarts(block);
    const lines = starts.length - 1;
    const character = block.text.length - (starts[lines] ?? 0) + (lines > 0 ? 0 : at.character);
    at = { line: at.line + lines, character };
  }
  return end === file.text.length ? positions : undefined;
});

/** The offset of a position; a line or column beyond the text counts as the end of the text or line. */
export function offsetAt(file: SourceFile, position: Position): number {
  const starts = lineStarts(file);
  const start = starts[position.line];
  if (start === undefined) return file.text.length;
  const next = starts[position.line + 1] ?? file.text.length;
  return Math.max(start, Math.min(start + position.character, next));
}
