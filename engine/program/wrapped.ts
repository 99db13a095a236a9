import type { Abstract } from "../flow/abstract.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { Expression, FunctionExpression } from "./ir.ts";
import { nodesOf } from "./walk.ts";

/**
 * The function that a wrapper of the code's own makes of a handler, `wrap((event) => …)`, if it is known what it calls the handler with: what it
 * does not hand on, no outsider has a say in.
 */
export function wrapperOf(
  handler: FunctionExpression,
  made: FunctionExpression | undefined,
  facts: ModuleFacts,
): FunctionExpression | undefined {
  if (!made || made === handler || facts.cutShort.length > 0) return undefined;
  const between = new Set([made]);
  for (const fn of between) for (const one of facts.callsFrom(fn)) if (one !== handler) between.add(one);
  const given = [...between].flatMap((fn) => handedTo(handler, fn, facts));
  return given.length > 0 && given.every((one) => one && found(one, facts).some(isKnown)) ? made : undefined;
}

/** What a function calls the handler with. */
const handedTo = (
  handler: FunctionExpression,
  fn: FunctionExpression,
  facts: ModuleFacts,
): readonly (Expression | undefined)[] =>
  nodesOf(fn).flatMap((node) => {
    if (node.kind !== "call") return [];
    const callees = found(node.callee, facts).flatMap((callee) => [callee.fn, ...(callee.others ?? [])]);
    return callees.some((one) => one?.fn === handler) ? [node.args[0]] : [];
  });

const found = (e: Expression, facts: ModuleFacts): readonly Abstract[] =>
  [facts.valueOf(e), facts.atTopLevel(e)].filter((value) => value !== undefined);

/** Whether it is the event, a part of it, or an object that the code puts together. */
function isKnown(value: Abstract): boolean {
  if (value.api !== undefined) return false;
  if (value.taints.length > 0) return true;
  return value.shape?.open === false && [...value.shape.properties.values()].every(({ api }) => api === undefined);
}
