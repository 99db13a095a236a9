import type { Expression } from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import type { CodeNode } from "../program/walk.ts";
import { nodesOf, parentsBelow } from "../program/walk.ts";
import { textAt } from "../text/source.ts";
import type { Flow } from "./flow.ts";
import type { ModuleFacts } from "./module.ts";

/** The module that flows are told for, always the newest version of it, and whether something was asked of it as a whole. */
export interface Seen {
  facts: ModuleFacts;
  isLookedAt: boolean;
}

/** What a rule may ask about the code around a sink; the sink may lie in any module that the one seen imports. */
export function sinkScope(
  seen: Seen,
  sink: Expression,
): Pick<Flow, "definition" | "literal" | "around" | "statements"> {
  const home = () => moduleOf(seen.facts, sink);
  const around = (node: CodeNode): readonly CodeNode[] => {
    const module = home();
    return module ? parentsIn(module, node) : [];
  };
  return {
    around,
    *statements() {
      seen.isLookedAt = true;
      for (const { document } of modulesFrom(seen.facts)) yield* document.statements;
    },
    literal: (e) => home()?.valueOf(e)?.literal,
    definition(name) {
      const above = around(sink);
      const scope = above.findLast((node) => node.kind === "function") ?? above[0];
      return scope && definitionIn(scope, name);
    },
  };
}

function moduleOf(facts: ModuleFacts, node: CodeNode): ModuleFacts | undefined {
  for (const one of modulesFrom(facts))
    if (one.document.statements.some((statement) => statement.block === node.block)) return one;
  return undefined;
}

/** A module and those that it imports, each once. */
function* modulesFrom(facts: ModuleFacts): Iterable<ModuleFacts> {
  const found = new Set([facts]);
  for (const one of found) {
    yield one;
    for (const next of one.imports) found.add(next);
  }
}

function parentsIn({ document }: ModuleFacts, node: CodeNode): readonly CodeNode[] {
  const above: CodeNode[] = [];
  for (const statement of document.statements) {
    if (statement.block !== node.block || node.start < statement.start || statement.end < node.end) continue;
    const known = parentsBelow(statement);
    for (let here = known.get(node); here; here = known.get(here)) above.unshift(here);
    if (above.length > 0) break;
  }
  return above;
}

/** What a name is given in a function, if it is declared there once and never given anything else. */
function definitionIn(scope: CodeNode, name: string): Expression | undefined {
  let found: Expression | undefined;
  for (const node of nodesOf(scope)) {
    if (node.kind === "variable" && namesIn(node.target).includes(name)) {
      if (found || node.target.kind !== "name" || !node.initial) return undefined;
      found = node.initial;
    }
    if (writes(node, name)) return undefined;
  }
  return found;
}

/** Whether a node gives a name a new value, or declares another of that name. */
function writes(node: CodeNode, name: string): boolean {
  switch (node.kind) {
    case "assignment":
      return namesIn(node.target).includes(name);
    case "unary":
      return /^(\+\+|--)$/.test(node.operator) && textAt(node.operand) === name;
    case "loop":
      return node.each !== undefined && namesIn(node.each).includes(name);
    case "try":
      return node.parameter !== undefined && namesIn(node.parameter).includes(name);
    case "function":
      return node.params.some(({ target }) => namesIn(target).includes(name));
    default:
      return false;
  }
}
