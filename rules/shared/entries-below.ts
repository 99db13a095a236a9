import { type Entry, followed, type Node } from "../../engine/authoring.ts";

const deepest = 16;

/** All entries of the mappings in a node, however deep. What aliases bring in again is told once. */
export function entriesBelow(node: Node | undefined): readonly Entry[] {
  const found: Entry[] = [];
  gather(node, found, new Set(), 0);
  return found;
}

function gather(node: Node | undefined, found: Entry[], seen: Set<Node>, depth: number): void {
  const at = followed(node);
  if (depth > deepest || !at || seen.has(at)) return;
  seen.add(at);
  if (at.kind === "sequence") for (const item of at.items) gather(item, found, seen, depth + 1);
  if (at.kind !== "mapping") return;
  for (const entry of at.entries) {
    found.push(entry);
    gather(entry.value, found, seen, depth + 1);
  }
}

/** Whether a key that fits stands anywhere in a node. */
export const hasKeyBelow = (node: Node | undefined, pattern: RegExp): boolean =>
  entriesBelow(node).some(({ key }) => pattern.test(String(key.value)));
