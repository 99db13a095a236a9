import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, property, unknown, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { computedWrite } from "./forms.ts";
import { change, declare, type Frame, lookup } from "./frame.ts";
import { listOfAll, placesOf } from "./iterated.ts";
import { type Left, overlaid } from "./left.ts";
import { keyOf, setterOf } from "./member.ts";
import { indexOf } from "./model-index.ts";
import { withOrigin } from "./origin.ts";
import { noteRead } from "./record.ts";
import { heldBy } from "./taint-changes.ts";

type Put = (frame: Frame, name: string, value: Abstract) => void;

/** Gives a value to a pattern: names by `put`, members by a write into the variable that holds them. */
export function bind(ev: Evaluation, target: ir.Pattern, value: Abstract, frame: Frame, put: Put): void {
  switch (target.kind) {
    case "name":
      put(frame, target.name, heldBy(value, target, target.name));
      return;
    case "member":
      write(ev, target, heldBy(value, target, textAt(target)), frame);
      return;
    case "object-pattern":
      bindObject(ev, target, value, frame, put);
      return;
    case "array-pattern":
      target.items.forEach((part, index) => {
        if (part) bindPart(ev, part, readPart(ev, value, String(index), part.target, frame), frame, put);
      });
      if (target.rest) bind(ev, target.rest, itemsFrom(value, target.items.length), frame, put);
  }
}

/** `{ a, b: [c], ...rest }`: the rest is what has no name of its own in it. */
function bindObject(ev: Evaluation, { properties, rest }: ir.ObjectPattern, value: Abstract, frame: Frame, put: Put) {
  const keys = properties.map((part) => keyOf(ev, part.key, frame));
  properties.forEach((part, index) => {
    bindPart(ev, part, readPart(ev, value, keys[index] ?? "[]", part.target, frame), frame, put);
  });
  if (rest) bind(ev, rest, without(value, keys), frame, put);
}

function without(value: Abstract, keys: readonly string[]): Abstract {
  const properties = new Map(value.shape?.properties);
  for (const key of keys) if (key !== "[]") properties.set(key, unknown);
  return { ...value, shape: { properties, open: value.shape?.open ?? true } };
}

/** A list without its first items. */
function itemsFrom(value: Abstract, start: number): Abstract {
  const places = placesOf(value);
  return places ? listOfAll(places.slice(start)) : { ...value, shape: undefined };
}

type Part = { readonly target: ir.Pattern; readonly initial?: ir.Expression };

function bindPart(ev: Evaluation, part: Part, value: Abstract, frame: Frame, put: Put): void {
  bind(ev, part.target, orInitial(ev, value, part.initial, frame), frame, put);
}

/** A value, or the default where it may be missing. */
function orInitial(ev: Evaluation, value: Abstract, initial: ir.Expression | undefined, frame: Frame): Abstract {
  return initial && !isThere(value) ? either(value, ev.expression(initial, frame)) : value;
}

/** Whether a value is certainly not `undefined`: it was written down. */
const isThere = ({ literal, from, fn, others }: Abstract): boolean =>
  literal !== undefined || (fn !== undefined && !others) || from?.kind === "object" || from?.kind === "array";

function readPart(ev: Evaluation, value: Abstract, name: string, at: ir.Pattern, frame: Frame): Abstract {
  const part = withOrigin(ev, property(value, name, at), at);
  if (part === unknown) return indexOf(ev.models).method(name);
  noteRead(frame.activation.pass.record, part);
  return part;
}

/** Writes what a function has changed in an object into the variable or member that the caller gave it as. */
export function takeBack(target: ir.Expression, given: Abstract, after: Abstract, frame: Frame): void {
  if (target.kind === "name") {
    const now = lookup(frame, target.name);
    if (now) change(frame, target.name, overlaid(now, given, after));
  } else if (target.kind === "member") {
    const ev = frame.activation.pass.of;
    write(ev, target, overlaid(ev.expression(target, frame), given, after), frame);
  }
}

/** Writes `a.b.c = value`, or what a setter makes of it. */
export function write(ev: Evaluation, target: ir.Member, value: Abstract, frame: Frame): void {
  const object = ev.expression(target.object, frame);
  const key = keyOf(ev, target.property, frame);
  const setter = object.shape?.properties.get(setterOf(key))?.fn;
  if (!setter) return writeMember(ev, target, value, frame);
  const left: Left = new Map();
  setter.home.run(setter, [value], object, frame.activation, left);
  const after = left.get("this");
  if (after) takeBack(target.object, object, after, frame);
}

/** Writes `a.b.c = value` into the variable `a`; `exports.x` and `module.exports` count as what the module gives out. */
function writeMember(ev: Evaluation, target: ir.Member, value: Abstract, frame: Frame): void {
  const path: string[] = [];
  let object: ir.Expression = target;
  while (object.kind === "member") {
    path.unshift(keyOf(ev, object.property, frame));
    computedWrite(ev, object, frame);
    object = object.object;
  }
  if (object.kind !== "name") return;
  if (givesOut(ev, object.name, path, value, frame)) return;
  const before = lookup(frame, object.name);
  if (before) change(frame, object.name, withProperty(before, path, value, target));
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
  if (!fn.isArrow && args.length > 0) declare(frame, "arguments", listOfAll(args));
  fn.params.forEach((parameter, index) => {
    const given = parameter.rest ? listOfAll(args.slice(index)) : (args[index] ?? unknown);
    const value = ev.types.typed(orInitial(ev, given, parameter.initial, frame), parameter.type);
    if (parameter.target.kind === "name") declare(frame, parameter.target.name, value);
    else bind(ev, parameter.target, value, frame, declare);
  });
}
