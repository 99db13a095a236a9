import { endIn, placeIn } from "../project/parts.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { type Entry, entryOf, followed, valueOf } from "../syntax/node.ts";

/** The entry of a template's resources in which an offset of its file lies. */
export function resourceAt(document: TreeDocument, offset: number): Entry | undefined {
  const [root] = document.roots;
  const resources = followed(entryOf(root, "Resources")?.value ?? valueOf(root, "resources", "Resources"));
  if (resources?.kind !== "mapping") return undefined;
  const { entries } = resources;
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && placeIn(document, entry).start <= offset) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low - 1];
  return entry && offset < endIn(document, entry) ? entry : undefined;
}
