import type { Expression, FunctionExpression, Statement } from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import type { Abstract, Closure } from "./abstract.ts";
import type { Outcomes } from "./facts.ts";
import type { Frame, Variables } from "./frame.ts";
import type { Instance } from "./instance.ts";
import type { Models } from "./models.ts";
import type { Exit, Proven } from "./proven.ts";
import type { Record } from "./record.ts";
import type { Sinks } from "./sinks.ts";

/** One run of a function or of a module's top level: what it returns and which sinks it reaches are gathered here. */
export interface Activation {
  returned: Abstract;
  readonly sinks: Sinks;
  /** The functions being run, innermost last: none is entered twice. */
  readonly running: readonly FunctionExpression[];
  /** Loops around the statement at hand. */
  loops: number;
  /** The variables at each `break` and `continue` of the loops and switches around the statement at hand. */
  readonly jumps: Variables[];
  /** What each way out of the function proves. */
  readonly exits: Exit[];
  readonly pass: Pass;
}

/** The evaluation of a module's top level, or of one function for its summary, with all that is run on the way. */
export interface Pass {
  readonly of: Evaluation;
  /** Where what is met on the way is noted, in whichever module it is met. */
  readonly record: Record;
  /** What each expression was found to be last; empty when the pass is over. */
  readonly latest: Map<Expression, Abstract>;
  readonly isTopLevel: boolean;
  readonly budget: Budget;
}

/** How much may still be done for one part of a module: what keeps code finite that calls itself in ever new ways. */
export interface Budget {
  /** Calls followed by running the function. */
  calls: number;
  /** Sinks of a called function that become the caller's. */
  sinks: number;
  /** Statements run, each time they are; below zero: some were not, and what they do is not known. */
  statements: number;
}

/** What a function does with its parameters, whoever calls it. */
export interface Summary {
  readonly returned: Abstract;
  readonly sinks: Sinks;
  readonly proven: Proven;
}

/** A module as its functions see it. */
export interface Home {
  summary(closure: Closure): Summary;
  /** Runs a function with the arguments at hand, sinks going to the caller. */
  run(closure: Closure, args: readonly Abstract[], self: Abstract | undefined, caller: Activation): Abstract;
  /** An instance of a class of the module, before its constructor has run; `frame`: of who makes it. */
  instance(closure: Closure, frame: Frame): Instance;
}

/** The evaluation of one module: what its parts share. */
export interface Evaluation extends Home {
  readonly models: Models;
  /** The exports of a module of the workspace; undefined for packages and missing files. */
  imported(specifier: string): Abstract | undefined;
  expression(expression: Expression, frame: Frame): Abstract;
  /** What a test proves, come out true or come out false. */
  outcomes(test: Expression, frame: Frame): Outcomes;
  /** Whether control leaves the list early (return, throw, break, continue). */
  statements(list: readonly Statement[], frame: Frame): boolean;
  readonly exports: Exports;
}

/** What a module gives out. */
export interface Exports {
  readonly named: Map<string, Abstract>;
  /** What `module.exports` was set to. */
  whole?: Abstract;
}

/** Where a function's parameter stands, as the first place of what it carries. */
export const parameterSite = (fn: FunctionExpression, index: number): Site => fn.params[index] ?? fn;
