import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, heldBy, property, unknown, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { assign, declare, type Frame, lookup } from "./frame.ts";
import { indexOf } from "./model-index.ts";
import { noteRead } from "./record.ts";

type Put = (frame: Frame, name: string, value: Abstract) => void;

/** Gives a value to a pattern: names by `put`, members by a write into the variable that holds them. */
export function bind(ev: Evaluation, target: ir.Pattern, value: Abstract, frame: Frame, put: Put): void {
  switch (target.kind) {
    case "name":
      put(frame, target.name, heldBy(value, target, target.name));
      return;
    case "member":
      writeMember(ev, target, heldBy(value, target, textAt(target)), frame);
      return;
    case "object-pattern":
      for (const part of target.properties) {
        const key = typeof part.key === "string" ? part.key : "[]";
        bindPart(ev, part, readPart(ev, value, key, part.target, frame), frame, put);
      }
      if (target.rest) bind(ev, target.rest, value, frame, put);
      return;
    case "array-pattern":
      target.items.forEach((part, index) => {
        if (part) bindPart(ev, part, readPart(ev, value, String(index), part.target, frame), frame, put);
      });
      if (target.rest) bind(ev, target.rest, value, frame, put);
  }
}

type Part = { readonly target: ir.Pattern; readonly initial?: ir.Expression };

function bindPart(ev: Evaluation, part: Part, value: Abstract, frame: Frame, put: Put): void {
  const initial = part.initial && ev.expression(part.initial, frame);
  bind(ev, part.target, initial ? either(value, initial) : value, frame, put);
}

function readPart(ev: Evaluation, value: Abstract, name: string, at: ir.Pattern, frame: Frame): Abstract {
  const part = property(value, name, at);
  if (part === unknown) return indexOf(ev.models).method(name);
  noteRead(frame.activation.pass.record, part);
  return part;
}

/** Writes `a.b.c = value` into the variable `a`; `exports.x` and `module.exports` count as what the module gives out. */
function writeMember(ev: Evaluation, target: ir.Member, value: Abstract, frame: Frame): void {
  const path: string[] = [];
  let object: ir.Expression = target;
  while (object.kind === "member") {
    path.unshift(typeof object.property === "string" ? object.property : "[]");
    object = object.object;
  }
  if (object.kind !== "name") return;
  if (givesOut(ev, object.name, path, value, frame)) return;
  const before = lookup(frame, object.name);
  if (before) assign(frame, object.name, withProperty(before, path, value, target));
}

/** Only the top level of a module, with what it calls, sets what the module gives out. */
export const mayExport = (ev: Evaluation, { activation: { pass } }: Frame): boolean =>
  pass.of === ev && pass.isTopLevel;

/** Whether it is the module's exports that are written to. */
function givesOut(ev: Evaluation, name: string, path: readonly string[], value: Abstract, frame: Frame): boolean {
  const under = name === "exports" ? path : name === "module" && path[0] === "exports" ? path.slice(1) : undefined;
  if (!under) return false;
  if (!mayExport(ev, frame) || under.length > 1) return true;
  if (under[0] !== undefined) ev.exports.named.set(under[0], value);
  else ev.exports.whole = value;
  return true;
}

/** Binds the parameters of a function to its arguments. A plain name gets no step of its own: the call has told it. */
export function bindParameters(
  ev: Evaluation,
  fn: ir.FunctionExpression,
  args: readonly Abstract[],
  frame: Frame,
): void {
  fn.params.forEach((parameter, index) => {
    const given = parameter.rest ? rest(args.slice(index)) : (args[index] ?? unknown);
    const initial = parameter.initial && ev.expression(parameter.initial, frame);
    const value = initial ? either(given, initial) : given;
    if (parameter.target.kind === "name") declare(frame, parameter.target.name, value);
    else bind(ev, parameter.target, value, frame, declare);
  });
}

const rest = (values: readonly Abstract[]): Abstract => ({
  taints: [],
  item: values.reduce((all, one) => either(all, one), unknown),
});
