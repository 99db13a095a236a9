import type { ModuleFacts } from "../flow/module.ts";
import type { Entry } from "../program/code.ts";
import type { Reach } from "./code-state.ts";

const mostFunctions = 2000;

/**
 * The functions of the module at a path that handlers of a module run, directly or not: called, or handed on. `factsOf`: the module that a
 * function is of.
 */
export function reachedBy(
  facts: ModuleFacts,
  entries: readonly Entry[],
  path: string,
  factsOf: (path: string) => ModuleFacts | undefined,
): readonly Reach[] {
  return entries.flatMap((entry): readonly Reach[] => {
    const found = new Set([entry.fn]);
    for (const one of found) {
      if (found.size > mostFunctions) break;
      const own = one.block.path === facts.document.file.path ? undefined : factsOf(one.block.path);
      for (const from of own ? [facts, own] : [facts]) for (const next of from.callsFrom(one)) found.add(next);
    }
    const functions = new Set([...found].filter(({ block }) => block.path === path));
    return functions.size > 0 ? [{ entry, functions }] : [];
  });
}

/** Whether both say the same, so that what was made of one holds for the other. */
export const isSameReach = (a: readonly Reach[], b: readonly Reach[]): boolean =>
  a.length === b.length &&
  a.every(({ entry, functions }, index) => {
    const other = b[index];
    return other !== undefined && isSameEntry(entry, other.entry) && isSameSet(functions, other.functions);
  });

const isSameEntry = (a: Entry, b: Entry): boolean =>
  a === b ||
  (a.fn === b.fn && a.exported === b.exported && a.known === b.known && a.triggers.join() === b.triggers.join());

const isSameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));
