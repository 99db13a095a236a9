import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";

/** What a node is the value of. */
export type Holder =
  | { readonly in: Mapping; readonly entry: Entry }
  | { readonly in: Sequence; readonly index: number };

/** The entry or list position that a node is the value of; "root" for the root of a document; undefined for a node of another tree. */
export function holderOf(document: TreeDocument, node: Node): Holder | "root" | undefined {
  for (const root of document.roots) {
    if (root === node) return "root";
    const found = below(root, node);
    if (found) return found;
  }
  return undefined;
}

function below(around: Node, node: Node): Holder | undefined {
  if (node.start < around.start || node.end > around.end) return undefined;
  if (around.kind === "mapping") {
    for (const entry of around.entries) {
      const found = entry.value === node ? { in: around, entry } : below(entry.value, node);
      if (found) return found;
    }
  } else if (around.kind === "sequence") {
    for (const [index, item] of around.items.entries()) {
      const found = item === node ? { in: around, index } : below(item, node);
      if (found) return found;
    }
  }
  return undefined;
}
