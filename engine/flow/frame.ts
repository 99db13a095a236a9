import { type Abstract, either, unknown } from "./abstract.ts";
import type { Activation } from "./evaluation.ts";

export type Variables = Map<string, Abstract>;

/**
 * The variables of one run of a function or of a module. Closures hold the frame itself, so they see the state of the moment they are
 * called in; branches swap `variables` for copies and join them after.
 */
export interface Frame {
  variables: Variables;
  readonly parent?: Frame;
  readonly activation: Activation;
}

export const newFrame = (activation: Activation, parent?: Frame): Frame => ({
  variables: new Map(),
  parent,
  activation,
});

/** The value of a name, or undefined if it is declared nowhere. */
export function lookup(frame: Frame, name: string): Abstract | undefined {
  for (let here: Frame | undefined = frame; here; here = here.parent) {
    const found = here.variables.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Declares a name in a frame. */
export const declare = (frame: Frame, name: string, value: Abstract): void => void frame.variables.set(name, value);

/** Assigns a name where it is declared: for good in this frame, as one more possibility in an outer one. */
export function assign(frame: Frame, name: string, value: Abstract): void {
  if (frame.variables.has(name)) {
    frame.variables.set(name, value);
    return;
  }
  const outer = holderOf(frame.parent, name);
  if (outer) change(frame, name, either(outer.variables.get(name) ?? unknown, value));
  else frame.variables.set(name, value);
}

/** Sets a name where it is declared. Frames of a module that is complete stay as they are, whoever runs its functions. */
export function change(frame: Frame, name: string, value: Abstract): void {
  const holder = holderOf(frame, name);
  if (holder?.activation.pass.of === frame.activation.pass.of) holder.variables.set(name, value);
}

function holderOf(frame: Frame | undefined, name: string): Frame | undefined {
  for (let here = frame; here; here = here.parent) if (here.variables.has(name)) return here;
  return undefined;
}

/** Either state of the variables. */
export function joinVariables(a: Variables, b: Variables): Variables {
  const joined = new Map(a);
  for (const [name, value] of b) {
    const other = joined.get(name);
    joined.set(name, other ? either(other, value) : value);
  }
  return joined;
}
