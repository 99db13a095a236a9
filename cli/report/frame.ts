import { lineStarts, positionAt } from "../../engine/text/lines.ts";
import type { SourceFile, Span } from "../../engine/text/source.ts";
import { cellsOf, columnOf, cut, windowAround } from "./cells.ts";
import type { Paint } from "./paint.ts";

/**
 * The line of a span, underlined, with the line before it. Lines wider than `width` are cut around the span; of a span over several
 * lines the first is shown.
 */
export function frame(file: SourceFile, span: Span, width: number, paint: Paint): string[] {
  const { line, character } = positionAt(file, span.start);
  const gutter = String(line + 1).length;
  const text = lineText(file, line);
  const cells = cellsOf(text);
  const length = Math.min(span.end - span.start, text.trimEnd().length - character);
  const from = columnOf(cells, character);
  const to = Math.max(from + 1, columnOf(cells, character + length));
  const window = windowAround(cells, from, to, Math.max(20, width - gutter - 3));
  const numbered = (number: number, content: string): string =>
    `${paint.dim(`${String(number + 1).padStart(gutter)} |`)} ${content}`.trimEnd();
  const mark = "^".repeat(Math.max(1, Math.min(to, window.to) - from));
  return [
    ...(line > 0 ? [numbered(line - 1, cut(cellsOf(lineText(file, line - 1)), window))] : []),
    numbered(line, cut(cells, window)),
    `${paint.dim(`${" ".repeat(gutter)} |`)} ${" ".repeat(from - window.from)}${paint.red(mark)}`,
  ];
}

/** The code at an offset in one line, without its indentation. */
export function codeLine(file: SourceFile, offset: number, width: number): string {
  const cells = cellsOf(lineText(file, positionAt(file, offset).line).trim());
  return cut(cells, { from: 0, to: Math.max(20, width) });
}

/** The text of a zero-based line without its end. */
function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  return file.text.slice(starts[line], starts[line + 1]).replace(/[\r\n]+$/, "");
}
