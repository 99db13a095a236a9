import type { SiteEdit } from "../../engine/authoring.ts";

/** Edits that make one change together. Undefined if one of them cannot be made. */
export function together(...parts: readonly (readonly SiteEdit[] | undefined)[]): readonly SiteEdit[] | undefined {
  const edits: SiteEdit[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    edits.push(...part);
  }
  return edits;
}
