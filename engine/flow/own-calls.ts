import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import {
  type Abstract,
  type Closure,
  deepTaints,
  either,
  isCleanFor,
  joinedSteps,
  mapTaints,
  property,
  type Steps,
  step,
  stepped,
  type Taint,
  unknown,
} from "./abstract.ts";
import type { Activation, Summary } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { type Frame, lookup } from "./frame.ts";
import { superCalled } from "./instance.ts";
import { provenAfter } from "./proven.ts";
import { noteCall } from "./record.ts";

/** A call of a function or class of the workspace, or of one of several that the callee may be. */
export function ownCalled(
  e: ir.Call,
  callee: Abstract,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  frame: Frame,
): Abstract {
  const closures = callee.fn ? [callee.fn, ...(callee.others ?? [])] : [];
  return closures
    .map((closure) => closureCalled(closure, e, receiver, args, frame))
    .reduce((all, one) => either(all, one), unknown);
}

function closureCalled(
  closure: Closure,
  e: ir.Call,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  frame: Frame,
): Abstract {
  noteCall(frame.activation, closure.fn);
  const caller = frame.activation;
  const name = textAt(e.callee);
  if (closure.ofClass && e.isNew) return { ...closure.home.run(closure, args, undefined, caller), from: e };
  if (closure.ofClass && name === "super") return superCalled(closure, args, frame);
  const given = mustRun(closure, receiver, args, caller)
    ? closure.home.run(closure, passed(e, args, name), selfOf(closure, e, receiver, frame), caller)
    : applied(closure.home.summary(closure), closure.fn, args, e, name, caller);
  learn(provenAfter(closure, e, frame), frame);
  return given;
}

/** Whether what a call does depends on more than its arguments' texts, so that a summary does not tell it. */
function mustRun(
  closure: Closure,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  caller: Activation,
): boolean {
  const isNested = closure.frame.activation.running.length > 0;
  return (
    isNested ||
    receiver?.shape !== undefined ||
    closure.self !== undefined ||
    caller.pass.isTopLevel ||
    args.some(holdsFunction)
  );
}

const holdsFunction = (value: Abstract): boolean =>
  value.fn !== undefined || [...(value.shape?.properties.values() ?? [])].some((part) => part.fn);

const passed = (e: ir.Call, args: readonly Abstract[], name: string): readonly Abstract[] =>
  args.map((arg, index) => stepped(arg, e.args[index] ?? e, `passed to '${shown(name)}'`));

/** What `this` is in the function: of `super.method()` it is the caller's. */
function selfOf(
  closure: Closure,
  { callee }: ir.Call,
  receiver: Abstract | undefined,
  frame: Frame,
): Abstract | undefined {
  if (closure.self) return closure.self;
  const isSuper = callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "super";
  return isSuper ? lookup(frame, "this") : receiver;
}

const shown = (name: string): string =>
  name.length > 60 ? `${name.slice(0, 57).replace(/\s+/g, " ")}…` : name.replace(/\s+/g, " ");

/** A summary with the arguments in place of the parameters. */
function applied(
  summary: Summary,
  fn: ir.FunctionExpression,
  args: readonly Abstract[],
  e: ir.Call,
  name: string,
  caller: Activation,
): Abstract {
  const substitute = (taint: Taint): readonly Taint[] => {
    if (taint.root.fn !== fn) return [taint];
    const arg = args[taint.root.index];
    if (!arg) return [];
    const at = e.args[taint.root.index] ?? e;
    const readAt = arg.taints.some(({ path }) => path.length === 0) ? at : undefined;
    const part = taint.path.reduce((value, key) => property(value, key, readAt), arg);
    const entering = (steps: Steps | undefined) =>
      joinedSteps(step(steps, at, `passed to '${shown(name)}'`), taint.steps);
    const carried = taint.settled ? deepTaints(part) : part.taints;
    return carried.map((one) => ({
      ...one,
      settled: one.settled || taint.settled,
      clean: taint.clean.length === 0 ? one.clean : [...new Set([...one.clean, ...taint.clean])].sort(),
      steps: entering(one.steps),
    }));
  };
  const { budget } = caller.pass;
  for (const sink of summary.sinks) {
    if (budget.sinks-- <= 0) break;
    for (const taint of substitute(sink.taint))
      if (!isCleanFor(taint, sink.model.kind)) caller.sinks.add({ ...sink, taint });
  }
  return mapTaints(summary.returned, substitute);
}
