import type { Site, SiteEdit } from "../../engine/authoring.ts";

/** Edits that make one change together. Undefined if one of them cannot be made. What is inserted at one place stands in the order given. */
export function together(...parts: readonly (readonly SiteEdit[] | undefined)[]): readonly SiteEdit[] | undefined {
  const edits: SiteEdit[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    for (const edit of part) {
      const before = edits.findIndex((other) => isSamePlace(other.at, edit.at));
      const text = before < 0 ? "" : (edits[before]?.text ?? "");
      edits.splice(before < 0 ? edits.length : before, 1, { at: edit.at, text: text + edit.text });
    }
  }
  return edits;
}

/** Whether both are insertions, at the same place. */
const isSamePlace = (a: Site, b: Site): boolean =>
  a.block === b.block && a.start === a.end && b.start === b.end && a.start === b.start;
