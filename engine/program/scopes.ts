import type { Block, Site } from "../text/source.ts";
import type { FunctionExpression, Statement } from "./ir.ts";
import { type CodeNode, nodesByKind, parentsBelow } from "./walk.ts";

/** What stands around the nodes of a module. */
export interface Scopes {
  /** The nodes around a node, the outermost first. */
  parents(node: CodeNode): readonly CodeNode[];
  /** The functions around a node or any other site, the outermost first; a function is not around itself. */
  functionsAround(node: Site): readonly FunctionExpression[];
}

export function scopesOf(statements: readonly Statement[]): Scopes {
  const byBlock = new Map<Block, Statement[]>();
  for (const statement of statements) {
    const known = byBlock.get(statement.block);
    if (known) known.push(statement);
    else byBlock.set(statement.block, [statement]);
  }
  const topOf = (node: Site) => byBlock.get(node.block)?.find((s) => s.start <= node.start && node.end <= s.end);
  return {
    parents(node) {
      const top = topOf(node);
      return top ? chain(parentsBelow(top), node) : [];
    },
    functionsAround(node) {
      const top = topOf(node);
      if (!top) return [];
      const parents = parentsBelow(top);
      // a site that is no node (a property's key, a part of a text) has no parent: it is found by where it stands
      const around = parents.has(node as CodeNode)
        ? chain(parents, node as CodeNode)
        : (nodesByKind(top).get("function") ?? []);
      return around.filter(
        (n): n is FunctionExpression =>
          n.kind === "function" && n !== node && n.start <= node.start && node.end <= n.end,
      );
    },
  };
}

function chain(parents: ReadonlyMap<CodeNode, CodeNode>, node: CodeNode): readonly CodeNode[] {
  const above: CodeNode[] = [];
  for (let here = parents.get(node); here; here = parents.get(here)) above.push(here);
  return above.reverse();
}
