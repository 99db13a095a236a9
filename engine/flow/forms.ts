import type * as ir from "../program/ir.ts";
import { rootOf } from "../program/patterns.ts";
import { type Abstract, deepTaints, unknown } from "./abstract.ts";
import type { Activation, Evaluation } from "./evaluation.ts";
import { type Frame, lookup } from "./frame.ts";
import { indexOf } from "./model-index.ts";
import type { SinkFact } from "./models.ts";
import { noteSink } from "./record.ts";
import { hitsIn } from "./sink-parts.ts";
import { slownessOf } from "./slow-pattern.ts";

/** `receiver[key](…)`, also with the function held by a name first: the key chooses what is called. */
export function computedCall(ev: Evaluation, e: ir.Call, frame: Frame): void {
  const { latest } = frame.activation.pass;
  const chosen = e.callee.kind === "name" ? latest.get(e.callee)?.from : e.callee;
  if (chosen?.kind !== "member" || typeof chosen.property === "string") return;
  if (hasNoPrototype(latest.get(chosen.object))) return;
  // what has been tested since the function was read counts too
  const key = chosen === e.callee ? latest.get(chosen.property) : keyNow(ev, chosen.property, frame);
  reachForm(ev, "computed-call", key ?? unknown, e, chosen.property, frame.activation);
}

const keyNow = (ev: Evaluation, key: ir.Expression, frame: Frame): Abstract =>
  key.kind === "name" || key.kind === "member" ? ev.expression(key, frame) : unknown;

/** `target[key] = …`, and deeper: the key chooses what is written to. */
export function computedWrite(ev: Evaluation, target: ir.Member, frame: Frame): void {
  if (typeof target.property === "string") return;
  const root = rootOf(target);
  if (root !== undefined && hasNoPrototype(lookup(frame, root))) return;
  const key = frame.activation.pass.latest.get(target.property) ?? unknown;
  reachForm(ev, "computed-write", key, target, target.property, frame.activation);
}

/** `Object.create(null)`, or `{ __proto__: null }`. */
const hasNoPrototype = (value: Abstract | undefined): boolean =>
  value?.api === "Object.create()" || value?.shape?.properties.get("__proto__")?.literal === null;

/** A pattern of the code's own on a text: `pattern.test(text)`, `text.match(pattern)`. */
export function slowPattern(
  ev: Evaluation,
  e: ir.Call,
  receiver: Abstract,
  args: readonly Abstract[],
  activation: Activation,
): void {
  if (e.callee.kind !== "member" || typeof e.callee.property !== "string") return;
  const [first] = args;
  const [at] = e.args;
  if (!first || !at) return;
  if (/^(?:test|exec)$/.test(e.callee.property)) reachIfSlow(receiver, first, at);
  else if (/^(?:match|matchAll|search|replace|replaceAll|split)$/.test(e.callee.property))
    reachIfSlow(first, receiver, e.callee.object);

  function reachIfSlow(pattern: Abstract, text: Abstract, written: ir.Expression): void {
    if (pattern.api !== "RegExp.new()" || typeof pattern.literal !== "string" || deepTaints(text).length === 0) return;
    if (slownessOf(pattern.literal)) reachForm(ev, "slow-pattern", text, e, written, activation);
  }
}

function reachForm(
  ev: Evaluation,
  form: SinkFact["form"],
  value: Abstract,
  call: ir.Expression,
  argument: ir.Expression,
  activation: Activation,
): void {
  if (deepTaints(value).length === 0) return;
  for (const model of indexOf(ev.models).form(form))
    for (const hit of hitsIn(model, value, { call, argument, library: "javascript" })) noteSink(activation, hit);
}
