import { type Entry, followed, type Node } from "../../engine/authoring.ts";

const deepest = 16;

/** All entries of the mappings in a node, however deep. */
export function entriesBelow(node: Node | undefined, depth = 0): readonly Entry[] {
  const at = followed(node);
  if (depth > deepest || !at) return [];
  if (at.kind === "sequence") return at.items.flatMap((item) => entriesBelow(item, depth + 1));
  return at.kind === "mapping" ? at.entries.flatMap((entry) => [entry, ...entriesBelow(entry.value, depth + 1)]) : [];
}

/** Whether a key that fits stands anywhere in a node. */
export const hasKeyBelow = (node: Node | undefined, pattern: RegExp): boolean =>
  entriesBelow(node).some(({ key }) => pattern.test(String(key.value)));
