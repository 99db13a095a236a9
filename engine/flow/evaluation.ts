import type { Call, Expression, FunctionExpression, Statement } from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import type { Abstract, Closure, Taint } from "./abstract.ts";
import type { Frame } from "./frame.ts";
import type { Models, SinkModel } from "./models.ts";
import type { Record } from "./record.ts";

/** One run of a function: what it returns and which sinks it reaches are gathered here. */
export interface Activation {
  returned: Abstract;
  readonly sinks: SinkHit[];
  /** The functions being run, innermost last: none is entered twice. */
  readonly running: readonly FunctionExpression[];
  /** Loops around the statement at hand. */
  loops: number;
}

/** A parameter's text in the argument of a sink. */
export interface SinkHit {
  readonly model: SinkModel;
  readonly taint: Taint;
  readonly call: Call;
  readonly argument: Expression;
  /** The library the sink was recognised by; undefined: by the method's name and the look of the text. */
  readonly library?: string;
}

/** What a function does with its parameters, whoever calls it. */
export interface Summary {
  readonly returned: Abstract;
  readonly sinks: readonly SinkHit[];
}

/** A module as its functions see it. */
export interface Home {
  summary(closure: Closure): Summary;
  /** Runs a function with the arguments at hand, sinks going to the caller. */
  run(closure: Closure, args: readonly Abstract[], self: Abstract | undefined, caller: Activation): Abstract;
}

/** The evaluation of one module: what its parts share. */
export interface Evaluation extends Home {
  readonly models: Models;
  readonly path: string;
  /** The exports of a module of the workspace; undefined for packages and missing files. */
  imported(specifier: string): Abstract | undefined;
  expression(expression: Expression, frame: Frame): Abstract;
  /** Whether control leaves the list early (return, throw, break, continue). */
  statements(list: readonly Statement[], frame: Frame): boolean;
  /** Where what is met on the way is noted at the moment: the record of the statement whose function is being summed up. */
  record: Record;
  readonly exports: Map<string, Abstract>;
}

/** Where a function's parameter stands, as the first place of what it carries. */
export const parameterSite = (fn: FunctionExpression, index: number): Site => fn.params[index] ?? fn;
