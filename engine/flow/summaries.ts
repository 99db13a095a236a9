import type * as ir from "../program/ir.ts";
import { type Abstract, type Closure, either, unknown } from "./abstract.ts";
import { bindParameters } from "./bind.ts";
import { type Budget, newBudget, spends } from "./budget.ts";
import { type Activation, doesNothing, type Evaluation, type Pass, parameterSite, type Summary } from "./evaluation.ts";
import { declare, type Frame, lookup, newFrame } from "./frame.ts";
import { handedAs } from "./handed.ts";
import { superCalled } from "./instance.ts";
import { type Left, noteLeft } from "./left.ts";
import { noteExit, provenAt } from "./proven.ts";
import { newRecord, type Record } from "./record.ts";
import { Sinks } from "./sinks.ts";

/** The results for the functions of one top-level statement, good as long as its key is the same. */
export interface Part {
  readonly key: string;
  readonly record: Record;
  readonly summaries: Map<ir.FunctionExpression, Summary>;
  readonly budget: Budget;
}

/** Functions run from one another at most so deep: beyond it nothing is known. */
const deepest = 12;
/** Summaries made for one another at most so deep, for the sake of the stack. */
const deepestSummary = 50;
export const newPart = (key: string, module: Budget["module"]): Part => ({
  key,
  record: newRecord(),
  summaries: new Map(),
  budget: newBudget(module),
});

export const newActivation = (pass: Pass, running: readonly ir.FunctionExpression[], loops = 0): Activation => ({
  returned: unknown,
  sinks: new Sinks(),
  running,
  loops,
  jumps: [],
  thrown: unknown,
  left: new Map(),
  exits: [],
  pass,
});

/** A summary that is being made. */
interface Making {
  readonly closure: Closure;
  /** The outermost of those being made that it has asked for, as an index. */
  lowest: number;
}

/** Makes the summaries of one module's functions, each when it is first asked for. */
export class Summaries {
  private readonly making: Making[] = [];
  /** Made while another of a circle of functions was not ready: to be made again when it is. */
  private unripe: Closure[] = [];

  constructor(
    private readonly ev: Evaluation,
    private readonly partOf: (closure: Closure) => Part,
    private readonly handed: ReadonlyMap<ir.FunctionExpression, string>,
  ) {}

  of(closure: Closure): Summary {
    const part = this.partOf(closure);
    const kept = part.summaries.get(closure.fn);
    const known = kept === doesNothing || kept?.handed === this.handed.get(closure.fn) ? kept : undefined;
    const index = this.making.findIndex((one) => one.closure.fn === closure.fn);
    const above = this.making.at(-1);
    if (index >= 0 && above) above.lowest = Math.min(above.lowest, index);
    if (known || this.making.length >= deepestSummary) return known ?? doesNothing;
    part.summaries.set(closure.fn, doesNothing);
    this.make(closure, part);
    return part.summaries.get(closure.fn) ?? doesNothing;
  }

  /** The first function of a circle that is asked for is made twice, the second time knowing what the others did the first time. */
  private make(closure: Closure, part: Part): void {
    const index = this.making.length;
    const here: Making = { closure, lowest: index + 1 };
    this.making.push(here);
    part.summaries.set(closure.fn, this.summed(closure, part));
    if (here.lowest === index) {
      for (const one of this.unripe) this.partOf(one).summaries.delete(one.fn);
      this.unripe = [];
      part.summaries.set(closure.fn, this.summed(closure, part));
      this.unripe = [];
    } else if (here.lowest < index) this.unripe.push(closure);
    this.making.pop();
    const above = this.making.at(-1);
    if (above && here.lowest < index) above.lowest = Math.min(above.lowest, here.lowest);
  }

  /** The function with its own parameters as what they are named. */
  private summed(closure: Closure, { record, budget }: Part): Summary {
    const pass: Pass = { of: this.ev, record, latest: new Map(), isTopLevel: false, budget, answers: [] };
    const activation = newActivation(pass, [closure.fn]);
    const handed = this.handed.get(closure.fn);
    const args = closure.fn.params.map((_, index) => parameter(this.ev, closure, index, handed));
    execute(this.ev, closure, args, closure.self, activation);
    pass.latest.clear();
    const { returned, sinks, thrown, left } = activation;
    return { returned, sinks, thrown, left, proven: provenAt(activation), answers: pass.answers, handed };
  }
}

/** A parameter, which is also what a library gives if it is known that one calls the function. */
function parameter(ev: Evaluation, closure: Closure, index: number, handed: string | undefined): Abstract {
  const { fn } = closure;
  const root = { fn, index };
  const api = handedAs(ev.models, closure, handed, index);
  return { taints: [{ root, path: [], settled: false, clean: [], readAt: parameterSite(fn, index) }], api };
}

/** Runs a function for a caller with the arguments at hand. Beyond the bounds nothing is known of what it gives back. */
export function run(
  ev: Evaluation,
  closure: Closure,
  args: readonly Abstract[],
  self: Abstract | undefined,
  caller: Activation,
  left: Left = new Map(),
): Abstract {
  const { running, pass } = caller;
  if (running.includes(closure.fn) || running.length >= deepest || !spends(pass.budget, "calls")) return unknown;
  const activation = { ...newActivation(pass, [...running, closure.fn], caller.loops), sinks: caller.sinks, left };
  const given = execute(ev, closure, args, self, activation);
  caller.thrown = either(caller.thrown, activation.thrown);
  return given;
}

/** Runs the body. Of a class it gives back the instance that its constructor makes. */
function execute(
  ev: Evaluation,
  closure: Closure,
  args: readonly Abstract[],
  self: Abstract | undefined,
  activation: Activation,
): Abstract {
  if (closure.ofClass) return constructed(ev, closure, closure.ofClass, args, activation);
  const frame = newFrame(activation, closure.frame);
  if (!closure.fn.isArrow) declare(frame, "this", closure.self ?? self ?? unknown);
  if (closure.fn.name && !frame.variables.has(closure.fn.name))
    declare(frame, closure.fn.name, { taints: [], fn: closure });
  bindParameters(ev, closure.fn, args, frame);
  if (!ev.statements(closure.fn.body, frame)) {
    noteLeft(frame);
    noteExit(ev, undefined, unknown, frame);
  }
  return activation.returned;
}

function constructed(
  ev: Evaluation,
  closure: Closure,
  { base }: ir.ClassExpression,
  args: readonly Abstract[],
  activation: Activation,
): Abstract {
  const { scope, members } = ev.instance(closure, newFrame(activation, closure.frame));
  const frame = newFrame(activation, scope);
  declare(frame, "this", members);
  const { fn } = closure;
  if (fn.body.length === 0 && fn.params.length === 0 && base) inherit(frame, args);
  bindParameters(ev, fn, args, frame);
  ev.statements(fn.body, frame);
  const made = lookup(frame, "this") ?? members;
  declare(scope, "this", made);
  return made;
}

/** A class without a constructor hands its arguments to the one above. */
function inherit(frame: Frame, args: readonly Abstract[]): void {
  const above = lookup(frame, "super")?.fn;
  if (above?.ofClass) superCalled(above, args, frame);
}

/** Whether what a function does follows from what its part's key stands for: not if a call made it with arguments from elsewhere. */
export const isOf = ({ frame, self }: Closure, part: Part): boolean =>
  self === undefined && (frame.parent === undefined || frame.activation.pass.record === part.record);
