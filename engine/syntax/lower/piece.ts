import type typescript from "typescript";
import type { Statement } from "../../program/ir.ts";
import type { Block, Span } from "../../text/source.ts";
import { commentsIn, mayComment, opaqueSpans } from "./comment.ts";
import { expressionOf } from "./expression.ts";
import { Frame } from "./frame.ts";
import { statementsOf } from "./statement.ts";
import type { Tree } from "./tree.ts";

/** A top-level statement with all that its own text decides. It serves any version of the file in which that text stands. */
export interface Piece {
  readonly block: Block;
  readonly statements: readonly Statement[];
  /** Comments inside, counted from the block's start. */
  readonly comments: readonly Span[];
}

export interface PlacedPiece {
  readonly piece: Piece;
  readonly start: number;
}

/** The pieces of a tree in order; pieces of an earlier version are used again where their text still stands, each at most once. */
export function piecesOf(path: string, tree: Tree, earlier: readonly Piece[]): PlacedPiece[] {
  const texts = tree.statements.map((statement) => tree.text.slice(statement.getStart(tree), statement.end));
  const kept = matched(texts, earlier);
  return tree.statements.map((statement, index) => ({
    piece: kept[index] ?? pieceOf(path, tree, statement, texts[index] ?? ""),
    start: statement.getStart(tree),
  }));
}

function pieceOf(path: string, tree: Tree, statement: typescript.Statement, text: string): Piece {
  const block: Block = { path, text };
  const frame = new Frame(tree, block, statement.getStart(tree), { expression: expressionOf, statement: statementsOf });
  const comments = mayComment(text) ? commentsIn(text, opaqueSpans(tree, statement)) : [];
  return { block, statements: frame.statement(statement), comments };
}

/** For each text an earlier piece of the same text: from both ends in order, in between wherever it is. */
function matched(texts: readonly string[], earlier: readonly Piece[]): (Piece | undefined)[] {
  const kept: (Piece | undefined)[] = texts.map(() => undefined);
  const isSame = (index: number, from: number) => texts[index] === earlier[from]?.block.text;
  const shorter = Math.min(texts.length, earlier.length);
  let head = 0;
  for (; head < shorter && isSame(head, head); head++) kept[head] = earlier[head];
  let tail = 0;
  for (; tail < shorter - head && isSame(texts.length - 1 - tail, earlier.length - 1 - tail); tail++) {
    kept[texts.length - 1 - tail] = earlier[earlier.length - 1 - tail];
  }
  const moved = byText(earlier.slice(head, earlier.length - tail));
  for (let index = head; index < texts.length - tail; index++) kept[index] = moved.get(texts[index] ?? "")?.pop();
  return kept;
}

/** Pieces by their text; those of one text from the last to the first. */
function byText(pieces: readonly Piece[]): ReadonlyMap<string, Piece[]> {
  const found = new Map<string, Piece[]>();
  for (const piece of pieces.toReversed()) {
    const same = found.get(piece.block.text);
    if (same) same.push(piece);
    else found.set(piece.block.text, [piece]);
  }
  return found;
}
