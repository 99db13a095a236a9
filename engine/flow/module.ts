import { memo } from "../memo.ts";
import { specifiersOf } from "../program/imports.ts";
import type * as ir from "../program/ir.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Block } from "../text/source.ts";
import type { Abstract, Closure } from "./abstract.ts";
import { type Budget, moduleBudget } from "./budget.ts";
import { dependenceKeys, identityOf, sharedNames } from "./dependence.ts";
import type { Evaluation, Pass, Summary } from "./evaluation.ts";
import { evaluated } from "./expressions.ts";
import { newFrame } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { instanceOf } from "./instance.ts";
import type { Models } from "./models.ts";
import { exportedBy, exportNames, importNames } from "./names.ts";
import { protectedBy, sanitizersIn } from "./sanitizers.ts";
import type { SinkHit } from "./sinks.ts";
import { executed, executedAll } from "./statements.ts";
import { isOf, newActivation, newPart, type Part, run, Summaries } from "./summaries.ts";
import { typesOf } from "./types.ts";

/** A module after its evaluation: what its expressions are, what it gives out, what its functions do. */
export interface ModuleFacts {
  readonly document: ScriptDocument;
  readonly exported: Abstract;
  /** The modules of the workspace it imports, as asked for. */
  readonly imports: readonly ModuleFacts[];
  /** Relative imports that lead nowhere. */
  readonly missing: readonly string[];
  /** What an expression was found to be. */
  readonly valueOf: (e: ir.Expression) => Abstract | undefined;
  /** What an expression was found to be in calls at the top level, where functions are wrapped and made. */
  readonly atTopLevel: (e: ir.Expression) => Abstract | undefined;
  values(): Iterable<readonly [ir.Expression, Abstract]>;
  /** Paths that a function reads from its first parameter. */
  readsOf(fn: ir.FunctionExpression): ReadonlySet<string>;
  callsFrom(fn: ir.FunctionExpression): ReadonlySet<ir.FunctionExpression>;
  /** Sinks that text of a library's own values reaches, in any function of this module. */
  readonly originHits: readonly SinkHit[];
  /** What a function of this module does with its parameters. */
  summary(fn: ir.FunctionExpression): Summary | undefined;
  /** Top-level statements with more ways through them than were followed: findings may be missing. */
  readonly cutShort: readonly Block[];
  /** What was found for the functions of each top-level statement: the next version begins from it. */
  readonly parts: ReadonlyMap<Block, Part>;
  readonly newest: Newest;
}

/** The parts of the newest of all versions of a module. Older ones look here, so that none of them holds those before it alive. */
interface Newest {
  parts: ReadonlyMap<Block, Part>;
}

/**
 * Evaluates a module. `imported` answers a specifier's module of the workspace, or undefined; it must not lead back here. `previous`: an earlier
 * version, whose results are taken over for the functions that nothing has changed for.
 */
export function evaluateModule(
  document: ScriptDocument,
  models: Models,
  imported: (specifier: string) => ModuleFacts | undefined,
  previous?: ModuleFacts,
): ModuleFacts {
  const imports = new Map(specifiersOf(document).map((specifier) => [specifier, imported(specifier)] as const));
  const budget = moduleBudget();
  const parts = partsOf(document, models, [...imports.values()], budget, previous);
  const top = newPart("", budget);
  top.budget.statements += 2 * document.statements.length;
  const newest: Newest = previous?.newest ?? { parts };
  newest.parts = parts;
  const keys = new Map(Array.from(parts, ([block, { key }]) => [block, key]));
  const ev: Evaluation = {
    models,
    types: typesOf(document, models),
    exports: { named: new Map() },
    imported: (specifier) => imports.get(specifier)?.exported,
    expression: (expression, frame) => evaluated(ev, expression, frame),
    outcomes: (test, frame) => outcomesOf(ev, test, frame),
    statements: (list, frame) => executed(ev, list, frame),
    summary: (closure) => summaries.of(closure),
    run: (closure, args, self, caller, left) => protectedBy(run(ev, closure, args, self, caller, left), closure),
    protects: sanitizersIn(document).of,
    instance: (closure, frame, below) => instanceOf(ev, closure, frame, below),
  };
  const partOf = (closure: Closure): Part => {
    const part = newest.parts.get(closure.fn.block);
    return part && part.key === keys.get(closure.fn.block) && isOf(closure, part) ? part : top;
  };
  const summaries = new Summaries(ev, partOf, top.record.handed);
  runTop(ev, document, top);
  runAll(ev, top, parts);
  return { ...factsOf(document, ev, top, parts, imports), newest };
}

/** Runs the top level. Functions that it hands on are not run: they are called when the module is complete. */
function runTop(ev: Evaluation, document: ScriptDocument, { record, budget }: Part): void {
  const pass: Pass = { of: ev, record, latest: new Map(), isTopLevel: true, budget, answers: [] };
  const frame = newFrame(newActivation(pass, []));
  for (const name of sharedNames(document.statements)) frame.shared.add(name);
  importNames(ev, document, frame);
  executedAll(ev, document.statements, frame);
  exportNames(ev, document, frame);
  pass.latest.clear();
}

/** A part for each block: the previous version's where its key is the same, else an empty one. */
function partsOf(
  document: ScriptDocument,
  models: Models,
  imports: readonly (ModuleFacts | undefined)[],
  budget: Budget["module"],
  previous?: ModuleFacts,
): Map<Block, Part> {
  const named = typesOf(document, models).key;
  const outside = [identityOf(models), ...imports.map(identityOf), sanitizersIn(document).key, named].join();
  const known = previous && isInOrder(document, previous.document) ? previous.parts : undefined;
  const parts = new Map<Block, Part>();
  for (const [block, inside] of dependenceKeys(document.statements)) {
    const key = `${outside};${inside}`;
    const before = known?.get(block);
    const part = before?.key === key ? before : newPart(key, budget);
    part.budget.module = budget;
    parts.set(block, part);
  }
  return parts;
}

/** Whether the statements that both versions have stand in the same order in both. */
function isInOrder(document: ScriptDocument, before: ScriptDocument): boolean {
  const places = new Map(before.statements.map(({ block }, index) => [block, index]));
  let last = -1;
  for (const { block } of document.statements) {
    const place = places.get(block) ?? last;
    if (place < last) return false;
    last = place;
  }
  return true;
}

/** Every function is run once, so that every expression has a value; running may meet more. */
function runAll(ev: Evaluation, top: Part, parts: ReadonlyMap<Block, Part>): void {
  const { functions } = top.record;
  const ofBlock = new Map<Block, Closure[]>();
  for (const closure of functions.values()) {
    const { block } = closure.fn;
    ofBlock.set(block, [...(ofBlock.get(block) ?? []), closure]);
  }
  for (const [block, part] of parts) {
    for (const closure of ofBlock.get(block) ?? []) if (isOf(closure, part)) ev.summary(closure);
    for (const closure of part.record.functions.values()) if (closure.fn.block === block) ev.summary(closure);
  }
  // of the ways in which calls at the top level made a function, the one that is given out comes first
  for (const { fn } of exportedBy(ev).shape?.properties.values() ?? [])
    if (fn && (fn.home === ev || fn.frame.activation.pass.of === ev)) ev.summary(fn);
  // functions of other modules are the library's callbacks by what this one does
  for (const closure of functions.values())
    if (parts.has(closure.fn.block) || top.record.handed.has(closure.fn)) ev.summary(closure);
}

function factsOf(
  document: ScriptDocument,
  ev: Evaluation,
  top: Part,
  parts: ReadonlyMap<Block, Part>,
  imports: ReadonlyMap<string, ModuleFacts | undefined>,
): Omit<ModuleFacts, "newest"> {
  const part = (of: ir.Expression) => parts.get(of.block);
  const both = <T>(of: (part: Part) => Iterable<T> | undefined, fn: ir.FunctionExpression): ReadonlySet<T> =>
    new Set([top, part(fn)].flatMap((one) => [...((one && of(one)) ?? [])]));
  return {
    document,
    parts,
    cutShort: Array.from(parts).flatMap(([block, { budget }]) => (budget.isSpent ? [block] : [])),
    exported: exportedBy(ev),
    imports: Array.from(imports.values()).filter((facts) => facts !== undefined),
    missing: Array.from(imports).flatMap(([specifier, facts]) =>
      facts || !specifier.startsWith(".") ? [] : [specifier],
    ),
    valueOf: (e) => (part(e)?.record.values ?? foreignValues(parts)).get(e) ?? top.record.values.get(e),
    atTopLevel: (e) => top.record.values.get(e),
    *values() {
      for (const { record } of parts.values()) yield* record.values;
      yield* top.record.values;
    },
    readsOf: (fn) => both(({ record }) => record.reads.get(fn), fn),
    callsFrom: (fn) => both(({ record }) => record.calls.get(fn), fn),
    originHits: [top, ...parts.values()].flatMap(({ record }) => [...record.origins]),
    summary: (fn) => top.summaries.get(fn) ?? part(fn)?.summaries.get(fn),
  };
}

/** What was found of expressions of other modules, whose functions were run for this one. */
const foreignValues = memo((parts: ReadonlyMap<Block, Part>): ReadonlyMap<ir.Expression, Abstract> => {
  const found = new Map<ir.Expression, Abstract>();
  for (const { record } of parts.values())
    for (const [e, value] of record.values) if (!parts.has(e.block)) found.set(e, value);
  return found;
});
