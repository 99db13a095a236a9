import type { Edit, Mapping, SiteEdit } from "../../engine/authoring.ts";
import { requoted } from "./_policy-shape.ts";

/** Writes `key: "text"` before all other entries of a mapping. */
export function writtenFirst(mapping: Mapping, key: string, text: string, edit: Edit): readonly SiteEdit[] | undefined {
  const [first] = mapping.entries;
  if (!first || requoted(first.key, "") === undefined) return edit.set(mapping, [key], text);
  const { block, start } = first.key;
  const lineStart = block.text.lastIndexOf("\n", start - 1) + 1;
  const before = block.text.slice(lineStart, start);
  const isOwnLine = lineStart > 0 && /^[\s-]*$/.test(before);
  const quote = first.key.style === "json" || first.key.style === "double" ? '"' : "";
  const entry = `${quote}${key}${quote}: "${text}"`;
  const newline = block.text[lineStart - 2] === "\r" ? "\r\n" : "\n";
  const comma = mapping.flow ? "," : "";
  if (isOwnLine)
    return edit.text({ block, start, end: start }, `${entry}${comma}${newline}${before.replace(/-/g, " ")}`);
  return mapping.flow ? edit.text({ block, start, end: start }, `${entry}, `) : edit.set(mapping, [key], text);
}
