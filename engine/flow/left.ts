import type { FunctionExpression } from "../program/ir.ts";
import { type Abstract, either, unknown } from "./abstract.ts";
import type { Frame } from "./frame.ts";

/** What a function has done to the objects it was given, by the parameter's index, or `this`. */
export type Left = Map<number | "this", Abstract>;

/** Notes, on a way out of a function, the objects of its caller that it has changed in place. */
export function noteLeft(frame: Frame): void {
  const { mutated, activation } = frame;
  const fn = activation.running.at(-1);
  if (mutated.size === 0 || !fn) return;
  for (const name of mutated) {
    const index = name === "this" ? "this" : placeOf(fn, name);
    const after = frame.variables.get(name);
    if (index === undefined || !after) continue;
    const before = activation.left.get(index);
    activation.left.set(index, before ? either(before, after) : after);
  }
}

function placeOf({ params }: FunctionExpression, name: string): number | undefined {
  const index = params.findIndex(({ target, rest }) => target.kind === "name" && target.name === name && !rest);
  return index < 0 ? undefined : index;
}

/** An object with what is new in `after`, beside what a function was given, written over it. */
export function overlaid(now: Abstract, given: Abstract, after: Abstract): Abstract {
  if (after === given) return now;
  const properties = new Map(now.shape?.properties);
  let isChanged = false;
  for (const [key, value] of after.shape?.properties ?? []) {
    if (given.shape?.properties.get(key) === value) continue;
    properties.set(key, value);
    isChanged = true;
  }
  const isLonger = after.item !== undefined && after.item !== given.item && !after.shape;
  const item = after.item === given.item ? now.item : either(now.item ?? unknown, after.item ?? unknown);
  const shape = isChanged ? { properties, open: now.shape?.open ?? true } : isLonger ? undefined : now.shape;
  return { ...now, item, shape, literal: undefined };
}
