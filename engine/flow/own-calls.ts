import { memo } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import { nodesOf } from "../program/walk.ts";
import { type Site, textAt } from "../text/source.ts";
import {
  type Abstract,
  type Closure,
  deepTaints,
  either,
  isTainted,
  property,
  type Taint,
  unknown,
} from "./abstract.ts";
import { takeBack } from "./bind.ts";
import { spends } from "./budget.ts";
import type { Activation, Summary } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { type Frame, lookup } from "./frame.ts";
import { superCalled } from "./instance.ts";
import type { Left } from "./left.ts";
import { provenAfter } from "./proven.ts";
import { noteCall, noteSink } from "./record.ts";
import { protectedBy } from "./sanitizers.ts";
import { hitsIn } from "./sink-parts.ts";
import type { SinkHit } from "./sinks.ts";
import { joinedSteps, step } from "./steps.ts";
import { isCleanFor, mapParts, mapTaints, stepped, withKinds } from "./taint-changes.ts";

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
    .map((closure) =>
      e.isNew && !closure.ofClass
        ? madeBy(closure, e, callee, args, frame)
        : closureCalled(closure, e, receiver, args, frame),
    )
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
    ? ran(closure, e, receiver, args, frame)
    : applied(closure.home.summary(closure), closure, args, e, frame);
  learn(provenAfter(closure, e, frame), frame);
  return protectedBy(given, closure);
}

/** `new` on a function that is no class: what it makes of `this`, which has what is written to its prototype. */
function madeBy(closure: Closure, e: ir.Call, callee: Abstract, args: readonly Abstract[], frame: Frame): Abstract {
  noteCall(frame.activation, closure.fn);
  const { shape } = property(callee, "prototype");
  const self: Abstract = { taints: [], shape: { properties: new Map(shape?.properties), open: true } };
  const left: Left = new Map();
  closure.home.run(closure, args, self, frame.activation, left);
  return { ...(left.get("this") ?? self), from: e };
}

/** Runs the function for this call; what it does to objects of the caller the caller has from now on. */
function ran(
  closure: Closure,
  e: ir.Call,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  frame: Frame,
): Abstract {
  const left: Left = new Map();
  const handed = passed(e, args, textAt(e.callee));
  const self = selfOf(closure, e, receiver, frame);
  const given = closure.home.run(closure, handed, self, frame.activation, left);
  for (const [which, after] of left) {
    const target = which === "this" ? objectOf(e) : argumentAt(e, which);
    const before = which === "this" ? self : handed[which];
    if (target && before) takeBack(target, before, after, frame);
  }
  return given;
}

/** Where an argument is written, if no spread list before it makes that uncertain. */
const argumentAt = ({ args }: ir.Call, index: number): ir.Expression | undefined =>
  args.slice(0, index + 1).some(({ kind }) => kind === "spread") ? undefined : args[index];

/** What the method is called on; `super` is `this`. */
function objectOf({ callee }: ir.Call): ir.Expression | undefined {
  if (callee.kind !== "member") return undefined;
  const { object } = callee;
  return object.kind === "name" && object.name === "super" ? { ...object, name: "this" } : object;
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
    args.some(holdsMore) ||
    takesAnyNumber(closure.fn) ||
    usesShared(closure) ||
    holdsMore(closure.home.summary(closure).returned)
  );
}

/** `...rest` and `arguments` tell arguments apart that are not parameters. */
const takesAnyNumber = (fn: ir.FunctionExpression): boolean =>
  fn.params.some(({ rest }) => rest) || namesUsed(fn).has("arguments");

/** Whether it has to do with a variable around it that functions change: what is in it now no summary tells. */
function usesShared({ fn, frame: scope }: Closure): boolean {
  for (let here: Frame | undefined = scope; here; here = here.parent)
    for (const name of here.shared) if (namesUsed(fn).has(name)) return true;
  return false;
}

/** The names in a function that it reads or gives a value to. */
const namesUsed = memo(
  (fn: ir.FunctionExpression): ReadonlySet<string> =>
    new Set(
      nodesOf(fn).flatMap((node) =>
        node.kind === "name" ? [node.name] : node.kind === "assignment" ? namesIn(node.target) : [],
      ),
    ),
);

/** A function, or a schema: what is done with it depends on which. */
const holdsMore = (value: Abstract): boolean =>
  value.fn !== undefined ||
  value.schema !== undefined ||
  [...(value.shape?.properties.values() ?? [])].some((part) => part.fn);

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
function applied(summary: Summary, { fn }: Closure, args: readonly Abstract[], e: ir.Call, frame: Frame): Abstract {
  const caller = frame.activation;
  const name = textAt(e.callee);
  const substitute = (taint: Taint): readonly Taint[] => {
    if (taint.root.fn !== fn) return [taint];
    const arg = args[taint.root.index];
    if (!arg) return [];
    const at = e.args[taint.root.index] ?? e;
    const part = partOf(arg, taint, arg.taints.some(({ path }) => path.length === 0) ? at : undefined);
    const carried = taint.settled ? deepTaints(part) : part.taints;
    return carried.map((one) => ({
      ...entered(one, taint, e, name),
      settled: one.settled || taint.settled,
      // text made in the function is no data any more, data read in it is
      data: taint.settled && !taint.data ? undefined : (taint.data ?? one.data),
    }));
  };
  const { budget } = caller.pass;
  for (const sink of summary.sinks) {
    if (!spends(budget, "sinks")) break;
    const given = givenObject(sink.taint, fn, args);
    const hits = given ? hitsIn(sink.model, given, sink) : [sink];
    for (const hit of hits)
      for (const taint of given ? [entered(hit.taint, sink.taint, e, name)] : substitute(sink.taint))
        if (!isCleanFor(taint, sink.model.sink))
          noteSink(caller, { ...hit, taint, outline: given ? hit.outline : outlineIn(sink, args) });
  }
  for (const [which, after] of summary.left) {
    const target = typeof which === "number" ? argumentAt(e, which) : undefined;
    if (target) takeBack(target, unknown, mapTaints(after, substitute), frame);
  }
  caller.thrown = either(caller.thrown, mapTaints(summary.thrown, substitute));
  return withParts(summary.returned, substitute, (taint) => {
    const given = taint.data ? undefined : givenObject(taint, fn, args);
    return given && mapTaints(given, (one) => [entered(one, taint, e, name)]);
  });
}

/** A value with arguments in place of parameters; where an object is given for one, with the parts that it has. */
function withParts(
  value: Abstract,
  substitute: (taint: Taint) => readonly Taint[],
  objectFor: (taint: Taint) => Abstract | undefined,
  depth = 0,
): Abstract {
  if (!isTainted(value) || depth > deepestParts) return mapTaints(value, substitute);
  const deep = (part: Abstract) => withParts(part, substitute, objectFor, depth + 1);
  const own = mapTaints({ ...value, item: undefined, shape: undefined }, substitute);
  const whole: Abstract = { ...own, ...mapParts(value, deep) };
  const given = value.taints.flatMap((taint) => objectFor(taint) ?? []);
  const [first = whole, ...others] = value.shape || value.item || own.taints.length > 0 ? [whole, ...given] : given;
  return others.reduce((all, one) => either(all, one), first);
}

/** How deep objects are looked into for parameters. */
const deepestParts = 4;

/** How the text at a sink looks, once what the function did not know of it is given: the one thing, as far as it is one. */
function outlineIn({ taint, outline: before }: SinkHit, args: readonly Abstract[]): string | undefined {
  const outline = before ?? (taint.settled ? "" : "\0");
  const given = taint.path.length === 0 ? args[taint.root.index]?.outline : undefined;
  const at = outline.indexOf("\0");
  if (given === undefined || at < 0 || at !== outline.lastIndexOf("\0")) return before;
  return outline.slice(0, at) + given + outline.slice(at + 1);
}

const partOf = (arg: Abstract, { path }: Taint, readAt?: Site): Abstract =>
  path.reduce((value, key) => property(value, key, readAt), arg);

/** The object that is given for a parameter, or for a part of it: its own parts count. */
function givenObject(taint: Taint, fn: ir.FunctionExpression, args: readonly Abstract[]): Abstract | undefined {
  const arg = args[taint.root.index];
  if (taint.root.fn !== fn || taint.settled || !arg) return undefined;
  const given = partOf(arg, taint);
  return (given.shape || given.item) && given.taints.length === 0 ? given : undefined;
}

/** A part of an argument, on its way through the function. */
const entered = (taint: Taint, within: Taint, e: ir.Call, name: string): Taint => ({
  ...taint,
  clean: withKinds(taint.clean, within.clean),
  steps: joinedSteps(step(taint.steps, e.args[within.root.index] ?? e, `passed to '${shown(name)}'`), within.steps),
});
