import { memo } from "../memo.ts";
import type { Block, Site } from "../text/source.ts";
import type { FunctionExpression, Statement } from "./ir.ts";
import { type CodeNode, nodesByKind, nodesOf, parentsBelow } from "./walk.ts";

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
      const known = functionsBelow(top).get(node as CodeNode);
      if (known) return known;
      // a site that is no node (a property's key, a part of a text) is found by where it stands
      return (nodesByKind(top).get("function") ?? []).filter(
        (n): n is FunctionExpression => n.kind === "function" && n.start <= node.start && node.end <= n.end,
      );
    },
  };
}

/** For each node of a top-level statement the functions around it, the outermost first. */
const functionsBelow = memo((top: Statement): ReadonlyMap<CodeNode, readonly FunctionExpression[]> => {
  const found = new Map<CodeNode, readonly FunctionExpression[]>([[top, []]]);
  const parents = parentsBelow(top);
  for (const node of nodesOf(top)) {
    const parent = parents.get(node);
    if (!parent) continue;
    const around = found.get(parent) ?? [];
    found.set(node, parent.kind === "function" ? [...around, parent] : around);
  }
  return found;
});

function chain(parents: ReadonlyMap<CodeNode, CodeNode>, node: CodeNode): readonly CodeNode[] {
  const above: CodeNode[] = [];
  for (let here = parents.get(node); here; here = parents.get(here)) above.push(here);
  return above.reverse();
}
