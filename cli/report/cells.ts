/** One character as a terminal shows it. */
export interface Cell {
  readonly text: string;
  /** Where it stands in the line, in UTF-16 units. */
  readonly offset: number;
  /** Where it stands on the screen, from 0. */
  readonly column: number;
  readonly width: number;
}

const tabWidth = 4;

/** The characters of a line with tabs as blanks and control characters made visible. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of line) {
    const width = character === "\t" ? tabWidth - (column % tabWidth) : widthOf(character);
    cells.push({ text: visible(character, width), offset, column, width });
    offset += character.length;
    column += width;
  }
  return cells;
}

const visible = (character: string, width: number): string =>
  character === "\t" ? " ".repeat(width) : harmless(character);

/** A text of the user's files with characters that would steer a terminal or turn its direction replaced by a visible one. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (found) => (found === "\u200d" ? found : "\ufffd"));

/** How many columns a character takes: none for marks that join the one before, two for wide ones. */
function widthOf(character: string): number {
  if (character < "\u0300") return 1;
  if (/\p{Mn}|\p{Me}|\u200d|\ufe0f/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** The screen column of an offset in the line; beyond its end, the end. */
export function columnOf(cells: readonly Cell[], offset: number): number {
  const cell = cells.find((candidate) => candidate.offset >= offset);
  if (cell) return cell.column;
  const last = cells.at(-1);
  return last ? last.column + last.width : 0;
}

/** A part of the screen's columns. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The columns to show of a line so that `from` is in sight and no more than `width` are used. */
export function windowAround(cells: readonly Cell[], from: number, to: number, width: number): Window {
  const end = columnOf(cells, Number.POSITIVE_INFINITY);
  if (end <= width) return { from: 0, to: width };
  const margin = Math.max(0, Math.floor((width - Math.min(to - from, width)) / 2));
  const start = Math.max(0, Math.min(from - margin, end - width));
  return { from: start, to: start + width };
}

/** The text inside the window; `…` stands for what is cut off. */
export function cut(cells: readonly Cell[], window: Window): string {
  const end = columnOf(cells, Number.POSITIVE_INFINITY);
  const isCutBefore = window.from > 0 && end > 0;
  const isCutAfter = end > window.to;
  const first = window.from + (isCutBefore ? 1 : 0);
  const last = window.to - (isCutAfter ? 1 : 0);
  const inside = cells.filter((cell) => cell.column >= first && cell.column + cell.width <= last);
  const gap = isCutBefore ? " ".repeat((inside[0]?.column ?? first) - first) : "";
  return `${isCutBefore ? "…" : ""}${gap}${inside.map((cell) => cell.text).join("")}${isCutAfter ? "…" : ""}`;
}
