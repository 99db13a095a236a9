import type { Plain } from "./edit.ts";
import { isList, isMapping, shortForm } from "./intrinsic.ts";
import type { Layout } from "./layout.ts";
import { literalOf, quoted, yamlText } from "./yaml-scalar.ts";

/**
 * A value as it stands after a colon or dash: `head` on that line, `body` on the lines below, at a column. `bodyKind` says how deep
 * the body goes: a sequence has an indentation of its own.
 */
export interface Shape {
  readonly head: string;
  readonly bodyKind?: "mapping" | "sequence" | "text";
  body(column: number): readonly string[];
}

export function shapeOf(value: Plain, layout: Layout): Shape {
  const short = shortForm(value);
  if (!short) return untaggedShape(value, layout);
  const shape = untaggedShape(short.argument, layout);
  return { ...shape, head: shape.head ? `${short.tag} ${shape.head}` : short.tag };
}

function untaggedShape(value: Plain, layout: Layout): Shape {
  const literal = typeof value === "string" ? literalOf(value) : undefined;
  if (literal) {
    return {
      head: literal.header,
      bodyKind: "text",
      body: (column) => literal.lines.map((line) => (line ? pad(column) + line : "")),
    };
  }
  if (isList(value) && value.length > 0) {
    return {
      head: "",
      bodyKind: "sequence",
      body: (column) => value.flatMap((item) => itemLines(item, column, layout)),
    };
  }
  if (isMapping(value) && Object.keys(value).length > 0) {
    const entries = Object.entries(value);
    return {
      head: "",
      bodyKind: "mapping",
      body: (column) => entries.flatMap(([key, one]) => entryLines(yamlKey(key, layout), one, column, layout)),
    };
  }
  return { head: yamlInLine(value, layout), body: () => [] };
}

/** The lines of `key: value` at a column; `key` as it is to be written. */
export function entryLines(key: string, value: Plain, column: number, layout: Layout): readonly string[] {
  const shape = shapeOf(value, layout);
  const first = `${pad(column)}${key}:${shape.head ? ` ${shape.head}` : ""}`;
  return [first, ...shape.body(column + bodyStep(shape, layout))];
}

/** The lines of `- value`, the dash at a column. */
export function itemLines(value: Plain, column: number, layout: Layout, dash = "- "): readonly string[] {
  const shape = shapeOf(value, layout);
  const below = shape.body(column + dash.length);
  if (shape.head || below.length === 0) return [`${pad(column)}${dash}${shape.head}`, ...below];
  return [pad(column) + dash + (below[0] ?? "").trimStart(), ...below.slice(1)];
}

/** How much deeper than its key a body stands. */
export const bodyStep = (shape: Shape, layout: Layout): number =>
  shape.bodyKind === "sequence" ? layout.sequenceStep : layout.step;

export const pad = (columns: number): string => " ".repeat(columns);

export const yamlKey = (key: string, layout: Layout): string => yamlText(key, layout.quote, false);

/** A value on one line; collections in brackets. */
export function yamlInLine(value: Plain, layout: Layout, inFlow = false): string {
  const short = shortForm(value);
  if (short) return `${short.tag} ${yamlInLine(short.argument, layout, inFlow)}`;
  if (typeof value === "string") return yamlText(value, layout.quote, inFlow);
  if (isList(value)) return `[${value.map((item) => yamlInLine(item, layout, true)).join(", ")}]`;
  if (!isMapping(value)) return String(value);
  const entries = Object.entries(value).map(([key, one]) => flowEntry(key, one, layout));
  return entries.length > 0 ? `{${layout.padding}${entries.join(", ")}${layout.padding}}` : "{}";
}

/** `key: value` for inside of braces. */
export const flowEntry = (key: string, value: Plain, layout: Layout): string =>
  `${yamlText(key, layout.quote, true)}: ${yamlInLine(value, layout, true)}`;

/** A key in the quotes that all its neighbours have, or none if it needs none. */
export function keyLike(key: string, neighbours: readonly { readonly style: string }[], layout: Layout): string {
  const styles = new Set(neighbours.map((neighbour) => neighbour.style));
  if (styles.size === 1 && styles.has("double")) return quoted(key, '"');
  if (styles.size === 1 && styles.has("single")) return quoted(key, "'");
  return yamlKey(key, layout);
}
