import type * as ir from "../program/ir.ts";
import { type Abstract, cleaned, deepTaints, isCleanFor, property, union, unknown } from "./abstract.ts";
import { builtin } from "./builtins.ts";
import type { Activation, Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import { asLibrary, packageOf } from "./library-path.ts";
import { memberOf } from "./member.ts";
import { indexOf } from "./model-index.ts";
import type { SinkModel } from "./models.ts";
import { ownCalled } from "./own-calls.ts";
import { noteCall, noteValue } from "./record.ts";
import { checked, fieldsOf } from "./schema.ts";

/** A call or `new`: what it gives back, with the sinks that its arguments reach on the way. */
export function called(ev: Evaluation, e: ir.Call, frame: Frame): Abstract {
  const { receiver, callee } = calleeOf(ev, e, frame);
  const args = e.args.map((arg) => ev.expression(arg, frame));
  const module = moduleOf(ev, e, args);
  if (module) return module;
  sinksOf(ev, e, callee, args, frame.activation);
  const barrier = callee.api === undefined ? undefined : indexOf(ev.models).of(callee.api).result;
  if (barrier) return barredResult(ev, e, callee, receiver, args, barrier.protects);
  if (callee.fn) return ownCalled(e, callee, receiver, args, frame);
  const known = builtin({ ev, call: e, callee, receiver: receiver ?? unknown, args, frame });
  if (known) return known;
  handOn([receiver ?? unknown, ...args], callee.api, args, frame);
  if (!callee.api) return unknown;
  return {
    taints: [],
    api: `${callee.api}${e.isNew ? ".new" : ""}()`,
    from: e,
    fields: fieldsOf(callee.api, receiver, args),
  };
}

/** What is called, and on what. The object is run once: in a chain of calls each would run all before it again. */
function calleeOf(
  ev: Evaluation,
  { callee }: ir.Call,
  frame: Frame,
): { readonly receiver?: Abstract; readonly callee: Abstract } {
  if (callee.kind !== "member") return { callee: ev.expression(callee, frame) };
  const receiver = ev.expression(callee.object, frame);
  const value = memberOf(ev, callee, receiver, frame);
  noteValue(frame.activation.pass, callee, value);
  return { receiver, callee: value };
}

/** `require("x")` and `import("x")`. */
function moduleOf(ev: Evaluation, e: ir.Call, args: readonly Abstract[]): Abstract | undefined {
  if (e.callee.kind !== "name" || (e.callee.name !== "require" && e.callee.name !== "import")) return undefined;
  const specifier = args[0]?.literal;
  if (typeof specifier !== "string") return undefined;
  if (specifier.startsWith(".") || specifier.startsWith("/")) return ev.imported(specifier) ?? unknown;
  return { taints: [], api: asLibrary(specifier) };
}

/** What a barrier gives back: its arguments, harmless for what it protects. A validator's result has the value under a name. */
function barredResult(
  ev: Evaluation,
  e: ir.Call,
  callee: Abstract,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  protects: readonly string[],
): Abstract {
  const whole = cleaned(
    args.reduce((all, one) => ({ ...one, taints: union(all.taints, one.taints) }), unknown),
    protects,
  );
  const clean = receiver?.fields ? checked(whole, receiver.fields, callee.api ?? "", indexOf(ev.models), e) : whole;
  const properties = new Map<string, Abstract>();
  for (const name of ["value", "data", "output"]) properties.set(name, clean);
  return {
    taints: clean.taints,
    item: clean.item,
    shape: {
      properties: new Map([...properties, ...(clean.shape?.properties ?? [])]),
      open: clean.shape?.open ?? true,
    },
    api: `${callee.api}()`,
    from: e,
  };
}

/**
 * Functions handed to something unknown may be called by it with whatever it was given, and with what is its own (`transaction((tx) => …)`);
 * at the top level, when the module is complete.
 */
function handOn(given: readonly Abstract[], api: string | undefined, args: readonly Abstract[], frame: Frame): void {
  for (const arg of args) {
    if (!arg.fn) continue;
    noteCall(frame.activation, arg.fn.fn);
    if (frame.activation.pass.isTopLevel) continue;
    const taints = given.reduce((all, one) => union(all, one.taints), unknown.taints);
    const each: Abstract = { taints, api: api && `${api}.callback` };
    arg.fn.home.run(
      arg.fn,
      arg.fn.fn.params.map(() => each),
      undefined,
      frame.activation,
    );
  }
}

function sinksOf(
  ev: Evaluation,
  e: ir.Call,
  callee: Abstract,
  args: readonly Abstract[],
  activation: Activation,
): void {
  const index = indexOf(ev.models);
  const known = callee.api === undefined ? undefined : index.of(e.isNew ? `${callee.api}.new` : callee.api);
  for (const model of known?.sinks ?? [])
    if (isUsedSo(model, args)) reach(model, packageOf(callee.api ?? ""), e, args, activation);
  const method = callee.method ?? (e.callee.kind === "member" ? e.callee.property : undefined);
  if (known?.isModelled || callee.fn || typeof method !== "string") return;
  for (const model of index.named) {
    if (!model.methods?.includes(method)) continue;
    const parts = sinkParts(model, args[model.argument] ?? unknown, e);
    if (parts.some((part) => model.looksLike?.test(part.outline ?? ""))) reach(model, undefined, e, args, activation);
  }
}

/** Whether the other arguments are those that the model asks for. */
function isUsedSo({ given }: SinkModel, args: readonly Abstract[]): boolean {
  if (!given) return true;
  const argument = args[given.argument] ?? unknown;
  const value = given.property === undefined ? argument : property(argument, given.property);
  return value.literal !== undefined && given.fits.test(String(value.literal));
}

function reach(
  model: SinkModel,
  library: string | undefined,
  e: ir.Call,
  args: readonly Abstract[],
  activation: Activation,
): void {
  const argument = e.args[model.argument];
  const value = args[model.argument];
  if (!argument || !value) return;
  for (const part of sinkParts(model, value, argument)) {
    for (const taint of deepTaints(part)) {
      if (!isCleanFor(taint, model.kind)) activation.sinks.add({ model, taint, call: e, argument, library });
    }
  }
}

/** An argument that is an object counts by the properties that the model names, any other as a whole. */
function sinkParts(model: SinkModel, value: Abstract, at: ir.Expression): readonly Abstract[] {
  if (!model.properties) return [value];
  const parts = model.properties.map((name) => property(value, name, at));
  return value.shape ? parts : [value];
}
