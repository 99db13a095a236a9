import { deepTaints } from "../flow/abstract.ts";
import { identityOf } from "../flow/dependence.ts";
import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import type { CodeContext, Declaration, Entry } from "../program/code.ts";
import { importsOf } from "../program/imports.ts";
import type { Call, FunctionExpression, Statement } from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import { scopesOf } from "../program/scopes.ts";
import { sdkCallOf } from "../program/sdk-calls.ts";
import { nodesOf } from "../program/walk.ts";
import type { Block } from "../text/source.ts";
import { type Reach, statesOf } from "./code-state.ts";
import type { DeclaredRange } from "./dependencies.ts";
import { reachedBy } from "./reached.ts";

/** What code rules may ask, and what tells when they have to be asked again. */
export interface CodeView extends CodeContext {
  /** The same text as long as the answers about a block are the same; undefined: never to be relied on. */
  stateOf(block: Block): string | undefined;
}

/** The answers to what code rules ask, from a module's evaluation, its handlers, and what handlers of other modules run of it. */
export function codeContext(
  facts: ModuleFacts,
  all: readonly Entry[],
  elsewhere: readonly Reach[],
  declaredRange: DeclaredRange,
): CodeView {
  const { document, valueOf } = facts;
  const imports = importsOf(document).map(({ specifier }) => specifier);
  const scopes = scopesOf(document.statements);
  // what is given a part of an event is run by the handler that is given the whole
  const entries = all.filter(({ base }) => base === undefined);
  const reachable = [...reachedBy(facts, entries, document.file.path, () => undefined), ...elsewhere];
  return {
    document,
    entries,
    imports,
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
    dependency: (name) => declaredRange(name, document.file.path),
    stateOf: statesOf(facts, reachable, `${identityOf(declaredRange)} ${imports.join()}`),
  };
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
