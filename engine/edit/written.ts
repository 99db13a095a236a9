import type { Plain } from "./edit.ts";
import { jsonText } from "./json-render.ts";
import type { Layout } from "./layout.ts";
import { shapeOf } from "./yaml-render.ts";

/** How a text is written that stands in no file. */
const plainLayout: Layout = {
  newline: "\n",
  step: 2,
  sequenceStep: 2,
  quote: '"',
  unit: "  ",
  listsInLine: false,
  intrinsicsInLine: true,
  colon: ": ",
  comma: ", ",
  padding: " ",
};

/** A value as a JSON text of its own, intrinsics in their long form. */
export const jsonOf = (value: Plain): string => `${jsonText(value, plainLayout, "")}\n`;

/** A value as a YAML text of its own, intrinsics in their short form. */
export function yamlOf(value: Plain): string {
  const { head, body } = shapeOf(value, plainLayout);
  return `${[...(head ? [head] : []), ...body(0)].join("\n")}\n`;
}
