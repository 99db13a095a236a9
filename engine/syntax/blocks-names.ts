import type { Piece, PieceReading } from "./blocks.ts";
import type { Node } from "./node.ts";

/** A piece read again, with what its aliases stand for. */
interface Resolved {
  readonly targets: readonly (Node | undefined)[];
  readonly reading: PieceReading;
}

const kept = new WeakMap<PieceReading, Resolved>();

/**
 * The readings of pieces, those of pieces with aliases to anchors of pieces before read again with these. A block whose aliases stand for
 * other nodes now is another block. `read`: reads a piece with anchors known.
 */
export function named(
  pieces: readonly Piece[],
  read: (piece: Piece, known: ReadonlyMap<string, Node>) => PieceReading,
): readonly PieceReading[] {
  const known = new Map<string, Node>();
  return pieces.map((piece) => {
    const own = piece.reading;
    const reading = own.unknown && own.unknown.size > 0 ? resolved(piece, known, read) : own;
    for (const [name, node] of reading.anchors ?? []) known.set(name, node);
    return reading;
  });
}

function resolved(
  piece: Piece,
  known: ReadonlyMap<string, Node>,
  read: (piece: Piece, known: ReadonlyMap<string, Node>) => PieceReading,
): PieceReading {
  const own = piece.reading;
  const names = [...(own.unknown ?? [])];
  const targets = names.map((name) => known.get(name));
  if (targets.every((target) => !target)) return own;
  const before = kept.get(own);
  if (before?.targets.every((target, index) => target === targets[index])) return before.reading;
  const wanted = new Map<string, Node>();
  for (const [index, name] of names.entries()) {
    const target = targets[index];
    if (target) wanted.set(name, target);
  }
  const reading = read(piece, wanted);
  kept.set(own, { targets, reading });
  return reading;
}
