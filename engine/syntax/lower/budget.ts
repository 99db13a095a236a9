import type typescript from "typescript";
import { ts } from "../typescript.ts";

/**
 * The parser tries some texts both ways at each level of nesting (`f<f<f<…`, `<a>[…`), so that 30 levels would take it years. What it
 * makes is counted: beyond the budget of a text it stops with a RangeError. A usual text needs less than one node for each character.
 */
let left = 0;

export const budgetFor = (text: string): number => 4 * text.length + 200_000;

/** Runs one parse of the parser with a number of nodes that it may make. */
export function withBudget<T>(nodes: number, parse: () => T): T {
  install();
  left = nodes;
  return parse();
}

type NodeConstructor = new (kind: typescript.SyntaxKind, pos: number, end: number) => typescript.Node;

const makers = [
  "getNodeConstructor",
  "getTokenConstructor",
  "getIdentifierConstructor",
  "getPrivateIdentifierConstructor",
] as const;

type Allocator = Record<(typeof makers)[number], () => NodeConstructor>;

let installed: typeof typescript | undefined;

/** Puts counting constructors in the place of the parser's own. They are not among the published types; without them nothing is counted. */
function install(): void {
  if (installed === ts) return;
  installed = ts;
  const { objectAllocator } = ts as typeof ts & { readonly objectAllocator?: Allocator };
  if (!objectAllocator) return;
  for (const maker of makers) {
    const counted = counting(objectAllocator[maker]());
    objectAllocator[maker] = () => counted;
  }
}

const counting = (Original: NodeConstructor): NodeConstructor =>
  class extends Original {
    constructor(kind: typescript.SyntaxKind, pos: number, end: number) {
      super(kind, pos, end);
      if (--left < 0) throw new RangeError("the parser makes too many nodes");
    }
  };
