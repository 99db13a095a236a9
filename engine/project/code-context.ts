import { deepTaints } from "../flow/abstract.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { CodeContext, Declaration, Entry } from "../program/code.ts";
import type { Call, FunctionExpression, Pattern, Statement } from "../program/ir.ts";
import { sdkCallOf } from "../program/sdk-calls.ts";
import { type CodeNode, nodesOf, parentsBelow } from "../program/walk.ts";
import type { Site } from "../text/source.ts";

/** The answers to what code rules ask, from a module's evaluation and its handlers. */
export function codeContext(facts: ModuleFacts, entries: readonly Entry[]): CodeContext {
  const { document, valueOf } = facts;
  const statementOf = (node: Site) =>
    document.statements.find((s) => s.block === node.block && s.start <= node.start && node.end <= s.end);
  const parents = (node: CodeNode): readonly CodeNode[] => {
    const top = statementOf(node);
    const above: CodeNode[] = [];
    const known = top && parentsBelow(top);
    for (let here = known?.get(node); here; here = known?.get(here)) above.unshift(here);
    return above;
  };
  const functionsAround = (node: Site): readonly FunctionExpression[] => {
    const top = statementOf(node);
    if (!top) return [];
    return [...nodesOf(top)].filter(
      (n): n is FunctionExpression => n.kind === "function" && n.start <= node.start && node.end <= n.end && n !== node,
    );
  };
  const reachable = entries.map((entry) => ({ entry, functions: reachableFrom(entry.fn, facts) }));
  return {
    document,
    entries,
    api: (e) => valueOf(e)?.api,
    sdkCall: (e) => (e.kind === "call" ? sdkCallOf(e as Call, valueOf) : undefined),
    literal: (e) => valueOf(e)?.literal,
    object(e) {
      const from = e.kind === "object" ? e : valueOf(e)?.from;
      return from?.kind === "object" ? from : undefined;
    },
    enclosing: (node) => functionsAround(node).at(-1),
    parents,
    handlerOf(node) {
      const around = functionsAround(node);
      return reachable.find(({ functions }) => around.some((fn) => functions.has(fn)))?.entry;
    },
    eventPaths(e) {
      const value = valueOf(e);
      const ofEvent = (value ? deepTaints(value) : []).filter(
        ({ root, clean }) => root.index === 0 && !clean.includes("*") && entries.some(({ fn }) => fn === root.fn),
      );
      return [...new Set(ofEvent.map(({ path }) => path.join(".")))];
    },
    declaration: (name, from) => declarationOf(document.statements, name, functionsAround(from)),
  };
}

/** A function and all functions of its module that it calls or hands on, directly or not. */
function reachableFrom(fn: FunctionExpression, facts: ModuleFacts): ReadonlySet<FunctionExpression> {
  const found = new Set([fn]);
  for (const one of found) for (const next of facts.callsFrom(one)) found.add(next);
  return found;
}

function declarationOf(
  statements: readonly Statement[],
  name: string,
  around: readonly FunctionExpression[],
): Declaration | undefined {
  for (const fn of around.toReversed()) {
    const index = fn.params.findIndex((parameter) => declares(parameter.target, name));
    if (index >= 0) return { kind: "parameter", of: fn, index };
    const inner = fn.body
      .flatMap((s) => [...nodesOf(s)])
      .find((n) => n.kind === "variable" && declares(n.target, name));
    if (inner?.kind === "variable") return { kind: "variable", statement: inner, isModuleScope: false };
  }
  for (const s of statements) {
    if (s.kind === "variable" && declares(s.target, name))
      return { kind: "variable", statement: s, isModuleScope: true };
    const imported = s.kind === "import" ? s.names.find((one) => one.local === name) : undefined;
    if (s.kind === "import" && imported) return { kind: "import", from: s.from, imported: imported.imported };
  }
  return undefined;
}

function declares(target: Pattern, name: string): boolean {
  if (target.kind === "name") return target.name === name;
  if (target.kind === "member") return false;
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  return (
    parts.some((part) => part && declares(part.target, name)) ||
    (target.rest !== undefined && declares(target.rest, name))
  );
}
