import type { ClassExpression } from "../program/ir.ts";
import { type Abstract, type Closure, unknown, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { assign, declare, type Frame, lookup, newFrame } from "./frame.ts";
import { keptAs, keyOf } from "./member.ts";

/** Members see the class's scope with `super`, and those that are arrow functions with `this`, through a frame of the instance. */
export interface Instance {
  readonly scope: Frame;
  readonly members: Abstract;
}

/** Classes that extend one another; in a text that is wrong they may do so in a circle. */
const mostBases = 24;

/**
 * An instance before its constructor has run: its own members before those of the class it extends. `frame`: what the class is seen from;
 * `below`: how many classes extend it.
 */
export function instanceOf(ev: Evaluation, { ofClass, frame: outer }: Closure, frame: Frame, below = 0): Instance {
  const scope = newFrame(frame.activation, outer);
  const base = ofClass?.base && below < mostBases ? ev.expression(ofClass.base, scope) : unknown;
  const inherited = base.fn?.ofClass ? base.fn.home.instance(base.fn, scope, below + 1).members : madeBy(base);
  declare(scope, "super", { taints: [], fn: base.fn, shape: inherited.shape, api: base.api });
  declare(scope, "this", inherited);
  if (!ofClass) return { scope, members: inherited };
  for (const member of ofClass.members) {
    if (member.isStatic || member.name === "constructor") continue;
    const value = fieldOf(ev, member, scope);
    if (!member.value && value === unknown) continue;
    const name = keyOf(ev, member.name, scope);
    const key = member.value ? keptAs(name, member.value) : name;
    declare(scope, "this", withProperty(lookup(scope, "this") ?? inherited, [key], value, member.value ?? ofClass));
  }
  return { scope, members: lookup(scope, "this") ?? inherited };
}

/** What is in a field before the constructor has run, or a method. */
export const fieldOf = (ev: Evaluation, { value, type }: ClassExpression["members"][number], frame: Frame): Abstract =>
  ev.types.typed(value ? ev.expression(value, frame) : unknown, type);

/** What a class of a library makes; its methods are the library's. */
const madeBy = (base: Abstract): Abstract => ({
  taints: [],
  api: base.api && `${base.api}.new()`,
  shape: { properties: new Map(), open: true },
});

/** `super(…)`: what the constructor above makes of its arguments becomes part of `this`. */
export function superCalled(base: Closure, args: readonly Abstract[], frame: Frame): Abstract {
  const made = base.home.run(base, args, undefined, frame.activation);
  const self = lookup(frame, "this") ?? unknown;
  const properties = new Map([...(self.shape?.properties ?? []), ...fieldsOf(made, self)]);
  assign(frame, "this", { ...self, shape: { properties, open: true } });
  return unknown;
}

/** What the constructor above has set that the class does not have itself. */
const fieldsOf = (made: Abstract, self: Abstract): readonly (readonly [string, Abstract])[] =>
  [...(made.shape?.properties ?? [])].filter(([name, value]) => !value.fn || !self.shape?.properties.has(name));
