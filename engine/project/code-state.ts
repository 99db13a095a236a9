import { identityOf } from "../flow/dependence.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { Entry } from "../program/code.ts";
import type { FunctionExpression } from "../program/ir.ts";
import type { Block } from "../text/source.ts";

/** A handler and the functions that it calls or hands on, directly or not. */
export interface Reach {
  readonly entry: Entry;
  readonly functions: ReadonlySet<FunctionExpression>;
}

/**
 * For each block of a module a text that is the same as long as a code rule gets the same answers about it: from the evaluation, from
 * the handlers that reach its functions, and from what `others` says.
 */
export function statesOf(
  facts: ModuleFacts,
  reachable: readonly Reach[],
  others: string,
): (block: Block) => string | undefined {
  const reached = new Map<Block, string[]>();
  for (const { entry, functions } of reachable) {
    const handler = [entry.exported, entry.known, ...entry.triggers, ...(entry.base ?? [])].join();
    for (const fn of functions) {
      const known = reached.get(fn.block) ?? [];
      known.push(`${identityOf(fn)}${fn === entry.fn ? "=" : "<"}${handler}`);
      reached.set(fn.block, known);
    }
  }
  return (block) => {
    const key = facts.parts.get(block)?.key;
    return key === undefined ? undefined : [key, others, ...(reached.get(block) ?? [])].join("|");
  };
}
