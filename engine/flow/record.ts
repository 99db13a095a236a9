import type { Expression, FunctionExpression } from "../program/ir.ts";
import { type Abstract, type Closure, either } from "./abstract.ts";
import type { Activation, Pass } from "./evaluation.ts";
import { type SinkHit, Sinks } from "./sinks.ts";

/**
 * What is noted on the way of evaluating one top-level statement's functions (or the top level itself), beside the results. A record is
 * made once and then kept with the statement as long as nothing that it depends on changes.
 */
export interface Record {
  /** What each expression was found to be. */
  readonly values: Map<Expression, Abstract>;
  /** Paths read from the first parameter of each function. */
  readonly reads: Map<FunctionExpression, Set<string>>;
  /** Functions met, to be run at least once. */
  readonly functions: Map<FunctionExpression, Closure>;
  /** Which functions are called, or handed on, in which; undefined: at the top level. */
  readonly calls: Map<FunctionExpression | undefined, Set<FunctionExpression>>;
  /** The library call that a function is handed to at the top level. */
  readonly handed: Map<FunctionExpression, string>;
  /** Sinks that text of a library's own values reaches, whichever function they are met in. */
  readonly origins: Sinks;
}

export const newRecord = (): Record => ({
  values: new Map(),
  reads: new Map(),
  functions: new Map(),
  calls: new Map(),
  handed: new Map(),
  origins: new Sinks(),
});

export function noteValue({ record, latest }: Pass, e: Expression, value: Abstract): void {
  latest.set(e, value);
  const before = record.values.get(e);
  if (!before || (before !== value && !before.api)) record.values.set(e, before ? either(value, before) : value);
}

/** Notes which paths of a first parameter a value was read from. */
export function noteRead(record: Record, value: Abstract): void {
  for (const taint of value.taints) {
    if (taint.settled || taint.root.index !== 0 || !taint.root.fn) continue;
    const paths = record.reads.get(taint.root.fn) ?? new Set();
    record.reads.set(taint.root.fn, paths.add(taint.path.join(".")));
  }
}

/** Notes that a function is met; what counts is how it was made first. */
export function noteFunction({ functions }: Record, closure: Closure): void {
  if (!functions.has(closure.fn)) functions.set(closure.fn, closure);
}

/** Notes that the function being run calls another, or hands it on. */
export function noteCall({ pass: { record }, running }: Activation, fn: FunctionExpression): void {
  const from = running.at(-1);
  record.calls.set(from, (record.calls.get(from) ?? new Set()).add(fn));
}

/** Notes that a value reaches a sink: for the caller to know, or, if nobody's argument is to blame, for the module. */
export function noteSink({ sinks, pass: { record } }: Activation, hit: SinkHit): void {
  (hit.taint.root.origin ? record.origins : sinks).add(hit);
}
