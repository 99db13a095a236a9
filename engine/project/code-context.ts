import { deepTaints } from "../flow/abstract.ts";
import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import type { CodeContext, Declaration, Entry } from "../program/code.ts";
import type { Call, FunctionExpression, Statement } from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import { scopesOf } from "../program/scopes.ts";
import { sdkCallOf } from "../program/sdk-calls.ts";
import { nodesOf } from "../program/walk.ts";

/** The answers to what code rules ask, from a module's evaluation and its handlers. */
export function codeContext(facts: ModuleFacts, entries: readonly Entry[]): CodeContext {
  const { document, valueOf } = facts;
  const scopes = scopesOf(document.statements);
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
    enclosing: (node) => scopes.functionsAround(node).at(-1),
    parents: scopes.parents,
    handlerOf(node) {
      const around = scopes.functionsAround(node);
      return reachable.find(({ functions }) => around.some((fn) => functions.has(fn)))?.entry;
    },
    eventPaths(e) {
      const value = valueOf(e);
      const ofEvent = (value ? deepTaints(value) : []).filter(
        ({ root, clean }) => root.index === 0 && !clean.includes("*") && entries.some(({ fn }) => fn === root.fn),
      );
      return [...new Set(ofEvent.map(({ path }) => path.join(".")))];
    },
    declaration: (name, from) => declarationOf(document.statements, name, scopes.functionsAround(from)),
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
    const index = fn.params.findIndex((parameter) => namesIn(parameter.target).includes(name));
    if (index >= 0) return { kind: "parameter", of: fn, index };
    const statement = variablesIn(fn).get(name);
    if (statement) return { kind: "variable", statement, isModuleScope: false };
  }
  for (const s of statements) {
    if (s.kind === "variable" && namesIn(s.target).includes(name))
      return { kind: "variable", statement: s, isModuleScope: true };
    const imported = s.kind === "import" ? s.names.find((one) => one.local === name) : undefined;
    if (s.kind === "import" && imported) return { kind: "import", from: s.from, imported: imported.imported };
  }
  return undefined;
}

type VariableStatement = Extract<Statement, { kind: "variable" }>;

/** The first declaration of each name in a function, those of functions inside it included. */
const variablesIn = memo((fn: FunctionExpression): ReadonlyMap<string, VariableStatement> => {
  const found = new Map<string, VariableStatement>();
  for (const statement of fn.body) {
    for (const node of nodesOf(statement)) {
      if (node.kind !== "variable") continue;
      for (const name of namesIn(node.target)) if (!found.has(name)) found.set(name, node);
    }
  }
  return found;
});
