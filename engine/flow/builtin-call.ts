import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, property, unknown } from "./abstract.ts";
import { write } from "./bind.ts";
import type { Evaluation } from "./evaluation.ts";
import { change, type Frame } from "./frame.ts";
import { listOfAll, placesOf } from "./iterated.ts";
import { stepped } from "./taint-changes.ts";

/** A call of something that the language or the platform brings. */
export interface BuiltinCall {
  readonly ev: Evaluation;
  readonly call: ir.Call;
  readonly callee: Abstract;
  readonly receiver: Abstract;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
  /** What a function that is given as an argument gives back. */
  apply(fn: Abstract | undefined, args: readonly Abstract[], self?: Abstract): Abstract;
  /** Tells that a function of a library that is given as an argument is called: `list.forEach(exec)`. */
  reach(callee: Abstract, args: readonly Abstract[]): void;
  /** What was thrown on the way to what the method is called on. */
  readonly thrown?: Abstract;
}

export const first = (c: BuiltinCall): Abstract => c.args[0] ?? unknown;

/** Any item of a list. */
export const itemOf = (list: Abstract): Abstract => list.item ?? property(list, "[]");

/** Gives the variable or member that an object was got from what has become of the object. */
export function replace(c: BuiltinCall, target: ir.Expression | undefined, after: Abstract): void {
  if (target?.kind === "name") change(c.frame, target.name, after);
  else if (target?.kind === "member") write(c.ev, target, after, c.frame);
}

/** What a method is called on, as written. */
export const objectOf = ({ call }: BuiltinCall): ir.Expression | undefined =>
  call.callee.kind === "member" ? call.callee.object : undefined;

/** Values on their way into what a method is called on. */
export function held(c: BuiltinCall, values: readonly Abstract[]): readonly Abstract[] {
  const object = objectOf(c);
  return object ? values.map((one) => stepped(one, c.call, `'${textAt(object)}' holds it`)) : values;
}

/** Puts items into the list or set that a method is called on. Where no loop may put in more, the places stay known. */
export function put(c: BuiltinCall, added: readonly Abstract[], where: "front" | "back" = "back"): void {
  const values = held(c, added);
  const item = values.reduce((all, one) => either(all, one), c.receiver.item ?? unknown);
  const places = c.frame.activation.loops === 0 && isCertain(c) ? placesOf(c.receiver) : undefined;
  const { shape } = places ? listOfAll(where === "back" ? [...places, ...values] : [...values, ...places]) : {};
  replace(c, objectOf(c), { ...c.receiver, item, shape });
}

/** Whether a method of a list of this very function is called: a function in between may be called any number of times. */
function isCertain(c: BuiltinCall): boolean {
  const object = objectOf(c);
  return object?.kind === "name" && c.frame.variables.has(object.name);
}
