import type { Code, Edit, SiteEdit } from "../../engine/authoring.ts";

/** Adds properties, each written `key: value`, at the end of an object literal, in its layout. */
export function withProperties(
  object: Code.ObjectExpression,
  added: readonly string[],
  edit: Edit,
): readonly SiteEdit[] {
  const last = object.properties.at(-1);
  const { block } = object;
  if (!last) return edit.text(object, `{ ${added.join(", ")} }`);
  const indent = ownLineIndent(block.text, last.start);
  const newline = /\r?\n/.exec(block.text)?.[0] ?? "\n";
  const between = indent === undefined ? ", " : `,${newline}${indent}`;
  return edit.text({ block, start: last.end, end: last.end }, added.map((one) => between + one).join(""));
}

/** The white space before an offset, if nothing else stands before it on its line. */
function ownLineIndent(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return before.trim() === "" && text.lastIndexOf("\n", at - 1) >= 0 ? before : undefined;
}
