import type { SourceModel } from "../flow/models.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { Deployed } from "../project/deployed.ts";
import type { TriggerKind } from "../template/model.ts";
import type { Site } from "../text/source.ts";
import type { Entry } from "./code.ts";
import type { Expression, FunctionExpression, Statement } from "./ir.ts";

/** The handlers of a module: those that a template names, and exported functions that look like one. `deployed`: what runs this file. */
export function entriesOf(
  facts: ModuleFacts,
  deployed: readonly Deployed[],
  sources: readonly SourceModel[],
): readonly Entry[] {
  const all = exportsOf(facts).flatMap(({ exported, fn, at, type }): readonly Entry[] => {
    const runs = deployed.filter((one) => one.handler?.exported === exported);
    if (runs.length > 0) {
      const triggers = [...new Set(runs.flatMap((one) => one.triggers.map((trigger) => trigger.kind)))];
      if (triggers.length > 0) return [{ exported, fn, at, triggers, known: "template" as const }];
    }
    if (runs.length === 0 && !looksLikeHandler(exported, fn, type)) return [];
    const typed = byType(`${type ?? ""} ${fn.params[0]?.type ?? ""}`, sources);
    if (typed.length > 0) return [{ exported, fn, at, triggers: typed, known: "type" as const }];
    return [{ exported, fn, at, triggers: byShape(facts.readsOf(fn), sources), known: "shape" as const }];
  });
  // what a template says of a function holds under its other names too
  const deployedOnes = new Set(all.filter(({ known }) => known === "template").map(({ fn }) => fn));
  return all.filter(({ fn, known }) => known === "template" || !deployedOnes.has(fn));
}

interface Exported {
  readonly exported: string;
  readonly fn: FunctionExpression;
  readonly at: Site;
  readonly type?: string;
}

/** Exported functions, seen through wrappers such as `middy(fn)`, then those that only running the module shows: `makeHandler(db)`. */
function exportsOf(facts: ModuleFacts): readonly Exported[] {
  const found: Exported[] = [];
  const declared = declarations(facts.document.statements);
  const add = (exported: string, value: Expression | undefined, at: Site, type?: string) => {
    const fn = (value && functionBehind(value, declared, 0)) ?? madeFunction(facts, exported);
    if (fn) found.push({ exported, fn, at, type });
  };
  addWritten(facts, declared, add);
  for (const exported of facts.exported.shape?.properties.keys() ?? []) {
    const fn = found.some((one) => one.exported === exported) ? undefined : madeFunction(facts, exported);
    if (fn) found.push({ exported, fn, at: fn });
  }
  return found;
}

/** The function of this module that an export was found to be. */
function madeFunction({ exported, summary }: ModuleFacts, name: string): FunctionExpression | undefined {
  const made = exported.shape?.properties.get(name)?.fn;
  return made && !made.ofClass && summary(made.fn) ? made.fn : undefined;
}

type Add = (exported: string, value: Expression | undefined, at: Site, type?: string) => void;

function addWritten(facts: ModuleFacts, declared: ReadonlyMap<string, Variable>, add: Add): void {
  for (const statement of facts.document.statements) {
    if (statement.kind === "export") {
      if (statement.value) add("default", statement.value, statement.value);
      if (statement.from !== undefined) continue;
      for (const { local, exported } of statement.names) {
        const variable = declared.get(local);
        if (variable) add(exported, variable.initial, variable.target, variable.type);
      }
    } else if (statement.kind === "expression") addAssigned(statement.value, add);
  }
}

/** `exports.x = …`, `module.exports.x = …`, `module.exports = { x, … }`, also chained. */
function addAssigned(value: Expression, add: Add): void {
  if (value.kind !== "assignment" || value.target.kind !== "member") return;
  if (value.value.kind === "assignment") addAssigned(value.value, add);
  const { object, property, propertyAt } = value.target;
  const isExports = object.kind === "name" ? object.name === "exports" : isModuleExports(object);
  if (isExports && typeof property === "string") add(property, value.value, propertyAt);
  else if (isModuleExports(value.target)) {
    if (value.value.kind !== "object") add("default", value.value, value.target);
    else
      for (const part of value.value.properties)
        if (typeof part.key === "string") add(part.key, part.value, part.keyAt);
  }
}

const isModuleExports = (e: Expression): boolean =>
  e.kind === "member" && e.property === "exports" && e.object.kind === "name" && e.object.name === "module";

type Variable = Extract<Statement, { kind: "variable" }>;

function declarations(statements: readonly Statement[]): ReadonlyMap<string, Variable> {
  const named = new Map<string, Variable>();
  for (const one of statements)
    if (one.kind === "variable" && one.target.kind === "name") named.set(one.target.name, one);
  return named;
}

/** The function that an expression is, or that it wraps: `middy(fn).use(…)`, `wrap({…}, fn)`, `Sentry.wrapHandler(fn)`. */
function functionBehind(
  e: Expression,
  declared: ReadonlyMap<string, Variable>,
  depth: number,
): FunctionExpression | undefined {
  if (depth > 8) return undefined;
  if (e.kind === "function") return e;
  if (e.kind === "name") {
    const initial = declared.get(e.name)?.initial;
    return initial && functionBehind(initial, declared, depth + 1);
  }
  if (e.kind !== "call") return undefined;
  for (const arg of e.args) {
    const found = functionBehind(arg, declared, depth + 1);
    if (found) return found;
  }
  return e.callee.kind === "member" ? functionBehind(e.callee.object, declared, depth + 1) : undefined;
}

/** Exported as `handler` or with a first parameter named `event`, or typed as one. */
function looksLikeHandler(exported: string, fn: FunctionExpression, type: string | undefined): boolean {
  const first = fn.params[0];
  if (/Handler(V2)?\b/.test(type ?? "") || /\w+Event(V2)?\b/.test(first?.type ?? "")) return true;
  const name = first?.target.kind === "name" ? first.target.name : undefined;
  return exported === "handler" || /^_?(event|evt)$/.test(name ?? "");
}

/** Whole words of the annotation that name an event or handler type. */
function byType(annotation: string, sources: readonly SourceModel[]): readonly TriggerKind[] {
  const words = new Set(annotation.match(/\w+/g));
  return sources.filter((source) => source.types.some((type) => words.has(type))).map((source) => source.trigger);
}

/** The event whose own paths the code reads, the one with most of them. */
function byShape(reads: ReadonlySet<string>, sources: readonly SourceModel[]): readonly TriggerKind[] {
  const paths = [...reads];
  let best: { readonly trigger: TriggerKind; readonly score: number } | undefined;
  for (const source of sources) {
    const score = source.shape.filter((shape) =>
      paths.some((path) => path === shape || path.startsWith(`${shape}.`)),
    ).length;
    if (score > (best?.score ?? 0)) best = { trigger: source.trigger, score };
  }
  return best ? [best.trigger] : [];
}
