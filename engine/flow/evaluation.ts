import type { Expression, FunctionExpression, Statement } from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import { type Abstract, type Closure, unknown } from "./abstract.ts";
import type { Budget } from "./budget.ts";
import { nothingKnown, type Outcomes } from "./facts.ts";
import type { Frame, Variables } from "./frame.ts";
import type { Instance } from "./instance.ts";
import type { Left } from "./left.ts";
import type { Models } from "./models.ts";
import type { Exit, Proven } from "./proven.ts";
import type { Record } from "./record.ts";
import { Sinks } from "./sinks.ts";
import type { Types } from "./types.ts";

/** A `break` or `continue`, with the variables as they are there. */
export interface Jumped {
  readonly word: "break" | "continue";
  readonly label?: string;
  readonly variables: Variables;
}

/** One run of a function or of a module's top level: what it returns and which sinks it reaches are gathered here. */
export interface Activation {
  returned: Abstract;
  readonly sinks: Sinks;
  /** The functions being run, innermost last: none is entered twice. */
  readonly running: readonly FunctionExpression[];
  /** Loops around the statement at hand. */
  loops: number;
  /** The jumps that the statements around the one at hand have still to take. */
  readonly jumps: Jumped[];
  /** What is thrown on some way. */
  thrown: Abstract;
  /** What has been done to the objects it was given. */
  readonly left: Left;
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
  /** What the function gives back, or hands to the callback that the platform gave it, each way by itself. */
  readonly answers: Answer[];
}

export interface Answer {
  readonly at: Expression;
  readonly value: Abstract;
}

const mostAnswers = 60;

export function noteAnswered({ answers }: Pass, at: Expression, value: Abstract): void {
  if (answers.length < mostAnswers) answers.push({ at, value });
}

/** What a function does with its parameters, whoever calls it. */
export interface Summary {
  readonly returned: Abstract;
  readonly sinks: Sinks;
  readonly proven: Proven;
  readonly answers: readonly Answer[];
  readonly thrown: Abstract;
  readonly left: Left;
  /** The library call that its parameters were taken to come from. */
  readonly handed?: string;
}

/** Of a function that nothing is known of yet, or that has no code of its own. */
export const doesNothing: Summary = {
  returned: unknown,
  sinks: new Sinks(),
  proven: { always: [], ...nothingKnown },
  answers: [],
  thrown: unknown,
  left: new Map(),
};

/** A module as its functions see it. */
export interface Home {
  summary(closure: Closure): Summary;
  /** Runs a function with the arguments at hand, sinks going to the caller. `left` gets what it does to the objects it is given. */
  run(
    closure: Closure,
    args: readonly Abstract[],
    self: Abstract | undefined,
    caller: Activation,
    left?: Left,
  ): Abstract;
  /** The kinds of harm that a comment says its result does not do: `@handrail-sanitizer`. */
  protects(fn: FunctionExpression): readonly string[];
  /** An instance of a class of the module, before its constructor has run; `frame`: of who makes it; `below`: how many classes extend it. */
  instance(closure: Closure, frame: Frame, below?: number): Instance;
}

/** The evaluation of one module: what its parts share. */
export interface Evaluation extends Home {
  readonly models: Models;
  readonly types: Types;
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
