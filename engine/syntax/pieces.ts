import type { TreeDocument } from "./document.ts";
import type { Entry, Node } from "./node.ts";

/**
 * The parts of a tree that keep their identity from version to version by themselves: the entries of mappings that are cut into blocks, at
 * any depth, and roots that are not cut.
 */
export const piecesOf = (document: TreeDocument): readonly (Entry | Node)[] => document.roots.flatMap(piecesIn);

function piecesIn(root: Node): readonly (Entry | Node)[] {
  if (!isCut(root)) return [root];
  const pieces: (Entry | Node)[] = [];
  collect(root, pieces);
  return pieces;
}

function collect(node: Node, pieces: (Entry | Node)[]): void {
  if (node.kind !== "mapping") return;
  for (const entry of node.entries) {
    if (isCut(entry.value)) collect(entry.value, pieces);
    else pieces.push(entry);
  }
}

/** Whether a mapping's entries lie in blocks of their own: it has no text of its own then. */
const isCut = (node: Node): boolean => node.kind === "mapping" && node.entries.length > 0 && node.start === node.end;
