import type ts from "typescript";
import type { Expression, Pattern, Statement } from "../../program/ir.ts";
import type { Block, Site } from "../../text/source.ts";
import { tooDeep } from "../limits.ts";

/** Levels of nesting that a lowered statement may have; chains of binary operators count as one. Walks may recurse this deep. */
export const maxScriptDepth = 500;

/** How expressions and statements are lowered: given to the frame, so that the forms need not know each other. */
export interface Forms {
  readonly expression: (frame: Frame, node: ts.Node) => Expression;
  readonly statement: (frame: Frame, node: ts.Statement) => readonly Statement[];
}

/** The lowering of one top-level statement: its block, and where that block starts in the tree's text. */
export class Frame {
  readonly tree: ts.SourceFile;
  readonly block: Block;
  private readonly base: number;
  private readonly forms: Forms;
  private depth = 0;

  constructor(tree: ts.SourceFile, block: Block, base: number, forms: Forms) {
    this.tree = tree;
    this.block = block;
    this.base = base;
    this.forms = forms;
  }

  /** Throws a RangeError where the nesting is too deep. */
  expression(node: ts.Node): Expression {
    this.enter();
    const lowered = this.forms.expression(this, node);
    this.depth--;
    return lowered;
  }

  /** A pattern with patterns inside. Throws a RangeError like `expression`. */
  pattern(lower: () => Pattern): Pattern {
    this.enter();
    const lowered = lower();
    this.depth--;
    return lowered;
  }

  /** The statements that one stands for: none for a type, several for `let a, b`. Throws a RangeError like `expression`. */
  statement(node: ts.Statement): readonly Statement[] {
    this.enter();
    const lowered = this.forms.statement(this, node);
    this.depth--;
    return lowered;
  }

  statements(nodes: readonly ts.Statement[]): Statement[] {
    return nodes.flatMap((node) => this.statement(node));
  }

  /** The statements of a branch or loop body, with or without braces. */
  body(node: ts.Statement): readonly Statement[] {
    const block = (node as Partial<ts.Block>).statements;
    return block ? this.statements(block) : this.statement(node);
  }

  /** Where a node stands, without the trivia before it. */
  site(node: ts.Node): Site {
    return this.span(node.getStart(this.tree), node.end);
  }

  /** A range of the tree's text as a site; one that is turned round (missing marks) is empty. */
  span(start: number, end: number): Site {
    const from = Math.min(Math.max(start - this.base, 0), this.block.text.length);
    return { block: this.block, start: from, end: Math.min(Math.max(end - this.base, from), this.block.text.length) };
  }

  /** The source text of a type annotation. */
  typeText(node: ts.TypeNode | undefined): { readonly type: string } | undefined {
    return node && { type: node.getText(this.tree) };
  }

  private enter(): void {
    if (++this.depth > maxScriptDepth) throw new RangeError(tooDeep);
  }
}
