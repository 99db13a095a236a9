import type { TreeDocument } from "./document.ts";
import type { Entry, Node } from "./node.ts";

export type Piece = Entry | Node;

/**
 * The parts of a tree that keep their identity from version to version by themselves: the entries of mappings that are cut into blocks, at
 * any depth, and roots that are not cut.
 */
export const piecesOf = (document: TreeDocument): readonly Piece[] => document.roots.flatMap(piecesIn);

function piecesIn(root: Node): readonly Piece[] {
  if (!isCut(root)) return [root];
  const pieces: Piece[] = [];
  collect(root, pieces);
  return pieces;
}

function collect(node: Node, pieces: Piece[]): void {
  if (node.kind !== "mapping") return;
  for (const entry of node.entries) {
    if (isCut(entry.value)) collect(entry.value, pieces);
    else pieces.push(entry);
  }
}

/** Whether a mapping's entries lie in blocks of their own: it has no text of its own then. */
const isCut = (node: Node): boolean => node.kind === "mapping" && node.entries.length > 0 && node.start === node.end;
