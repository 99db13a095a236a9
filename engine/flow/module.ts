import { specifiersOf as relativeImports } from "../program/imports.ts";
import type * as ir from "../program/ir.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Block } from "../text/source.ts";
import { type Abstract, type Closure, either, property, unknown } from "./abstract.ts";
import { bindParameters } from "./bind.ts";
import { dependenceKeys, identityOf } from "./dependence.ts";
import { type Activation, type Evaluation, parameterSite, type Summary } from "./evaluation.ts";
import { evaluated } from "./expressions.ts";
import { declare, type Frame, lookup, newFrame } from "./frame.ts";
import { asLibrary } from "./library-path.ts";
import type { Models } from "./models.ts";
import { newRecord, type Record } from "./record.ts";
import { executed } from "./statements.ts";

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
  values(): Iterable<readonly [ir.Expression, Abstract]>;
  /** Paths that a function reads from its first parameter. */
  readsOf(fn: ir.FunctionExpression): ReadonlySet<string>;
  callsFrom(fn: ir.FunctionExpression): ReadonlySet<ir.FunctionExpression>;
  /** What a function of this module does with its parameters. */
  summary(fn: ir.FunctionExpression): Summary | undefined;
  /** What was found for the functions of each top-level statement: the next version begins from it. */
  readonly parts: ReadonlyMap<Block, Part>;
}

/** The results for the functions of one top-level statement, good as long as its key is the same. */
export interface Part {
  readonly key: string;
  readonly record: Record;
  readonly summaries: Map<ir.FunctionExpression, Summary>;
}

/** Functions entered from one another at most so deep: beyond it nothing is known. */
const deepest = 12;

/**
 * Evaluates a module. `imported` answers a relative specifier's module, or undefined; it must not lead back here. `previous`: an earlier
 * version, whose results are taken over for the functions that nothing has changed for.
 */
export function evaluateModule(
  document: ScriptDocument,
  models: Models,
  imported: (specifier: string) => ModuleFacts | undefined,
  previous?: ModuleFacts,
): ModuleFacts {
  const imports = new Map(relativeImports(document).map((specifier) => [specifier, imported(specifier)] as const));
  const parts = partsOf(document, models, [...imports.values()], previous);
  const top = newRecord();
  const ev: Evaluation = {
    models,
    path: document.file.path,
    record: top,
    exports: new Map(),
    imported: (specifier) => imports.get(specifier)?.exported,
    expression: (expression, frame) => evaluated(ev, expression, frame),
    statements: (list, frame) => executed(ev, list, frame),
    summary: (closure) => summaryOf(ev, closure, parts),
    run: (closure, args, self, caller) => run(ev, closure, args, self, caller),
  };
  const frame = newFrame({ returned: unknown, sinks: [], running: [], loops: 0 });
  importNames(ev, document, frame);
  ev.statements(document.statements, frame);
  exportNames(ev, document, frame);
  runAll(ev, top, parts);
  return factsOf(document, ev, top, parts, imports);
}

/** A part for each block: the previous version's where its key is the same, else an empty one. */
function partsOf(
  document: ScriptDocument,
  models: Models,
  imports: readonly (ModuleFacts | undefined)[],
  previous?: ModuleFacts,
): Map<Block, Part> {
  const outside = [identityOf(models), ...imports.map(identityOf)].join();
  const parts = new Map<Block, Part>();
  for (const [block, inside] of dependenceKeys(document.statements)) {
    const key = `${outside};${inside}`;
    const before = previous?.parts.get(block);
    parts.set(block, before?.key === key ? before : { key, record: newRecord(), summaries: new Map() });
  }
  return parts;
}

/** Every function is run once, so that every expression has a value; running may meet more. */
function runAll(ev: Evaluation, top: Record, parts: ReadonlyMap<Block, Part>): void {
  for (const closure of top.functions.values()) ev.summary(closure);
  for (const part of parts.values()) for (const closure of part.record.functions.values()) ev.summary(closure);
}

function factsOf(
  document: ScriptDocument,
  ev: Evaluation,
  top: Record,
  parts: ReadonlyMap<Block, Part>,
  imports: ReadonlyMap<string, ModuleFacts | undefined>,
): ModuleFacts {
  const part = (of: ir.Expression) => parts.get(of.block);
  return {
    document,
    parts,
    exported: { taints: [], shape: { properties: ev.exports, open: true } },
    imports: Array.from(imports.values()).filter((facts) => facts !== undefined),
    missing: Array.from(imports).flatMap(([specifier, facts]) => (facts ? [] : [specifier])),
    valueOf: (e) => part(e)?.record.values.get(e) ?? top.values.get(e),
    *values() {
      for (const { record } of parts.values()) yield* record.values;
      yield* top.values;
    },
    readsOf: (fn) => new Set([...(part(fn)?.record.reads.get(fn) ?? []), ...(top.reads.get(fn) ?? [])]),
    callsFrom: (fn) => new Set([...(part(fn)?.record.calls.get(fn) ?? []), ...(top.calls.get(fn) ?? [])]),
    summary: (fn) => part(fn)?.summaries.get(fn),
  };
}

function importNames(ev: Evaluation, document: ScriptDocument, frame: Frame): void {
  for (const statement of document.statements) {
    if (statement.kind !== "import") continue;
    const isLocal = statement.from.startsWith(".");
    const whole: Abstract = isLocal
      ? (ev.imported(statement.from) ?? unknown)
      : { taints: [], api: asLibrary(statement.from) };
    for (const { imported, local, at } of statement.names) {
      if (imported === "*" || (imported === "default" && !isLocal)) declare(frame, local, whole);
      else if (imported === "default") declare(frame, local, whole.shape?.properties.get("default") ?? whole);
      else declare(frame, local, property(whole, imported, at));
    }
  }
}

function exportNames(ev: Evaluation, document: ScriptDocument, frame: Frame): void {
  for (const statement of document.statements) {
    if (statement.kind !== "export") continue;
    if (statement.from?.startsWith(".") === false) continue;
    const source = statement.from === undefined ? undefined : ev.imported(statement.from);
    for (const { local, exported } of statement.names) {
      if (local === "*") for (const [key, value] of source?.shape?.properties ?? []) ev.exports.set(key, value);
      else {
        const value = statement.from === undefined ? lookup(frame, local) : source?.shape?.properties.get(local);
        ev.exports.set(exported, value ?? unknown);
      }
    }
  }
}

/** The function with its own parameters as what they are named; while it is being made, it does nothing. */
function summaryOf(ev: Evaluation, closure: Closure, parts: ReadonlyMap<Block, Part>): Summary {
  const part = parts.get(closure.fn.block);
  const known = part?.summaries.get(closure.fn);
  if (known || !part) return known ?? nothing;
  part.summaries.set(closure.fn, nothing);
  const args = closure.fn.params.map(
    (_, index): Abstract => ({
      taints: [
        {
          root: { fn: closure.fn, index },
          path: [],
          settled: false,
          clean: [],
          readAt: parameterSite(closure.fn, index),
        },
      ],
    }),
  );
  const activation: Activation = { returned: unknown, sinks: [], running: [closure.fn], loops: 0 };
  const outer = ev.record;
  ev.record = part.record;
  execute(ev, closure, args, closure.self, activation);
  ev.record = outer;
  const summary = { returned: activation.returned, sinks: activation.sinks };
  part.summaries.set(closure.fn, summary);
  return summary;
}

const nothing: Summary = { returned: unknown, sinks: [] };

function run(
  ev: Evaluation,
  closure: Closure,
  args: readonly Abstract[],
  self: Abstract | undefined,
  caller: Activation,
): Abstract {
  if (caller.running.includes(closure.fn) || caller.running.length >= deepest) return unknown;
  const activation: Activation = {
    returned: unknown,
    sinks: caller.sinks,
    running: [...caller.running, closure.fn],
    loops: caller.loops,
  };
  return execute(ev, closure, args, self, activation);
}

/** Runs the body; a constructor gives back its `this`. */
function execute(
  ev: Evaluation,
  closure: Closure,
  args: readonly Abstract[],
  self: Abstract | undefined,
  activation: Activation,
): Abstract {
  const frame = newFrame(activation, closure.frame);
  if (!closure.fn.isArrow) declare(frame, "this", closure.self ?? self ?? unknown);
  if (closure.fn.name && !frame.variables.has(closure.fn.name))
    declare(frame, closure.fn.name, { taints: [], fn: closure });
  bindParameters(ev, closure.fn, args, frame);
  ev.statements(closure.fn.body, frame);
  if (closure.ofClass) return either(frame.variables.get("this") ?? unknown, unknown);
  return activation.returned;
}
