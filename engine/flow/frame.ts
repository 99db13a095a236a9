import { type Abstract, either } from "./abstract.ts";
import type { Activation } from "./evaluation.ts";

/**
 * The variables of one run of a function or of a module. Closures hold the frame itself, so they see the state of the moment they are
 * called in; branches swap `variables` for copies and join them after.
 */
export interface Frame {
  variables: Map<string, Abstract>;
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
  for (let here = frame.parent; here; here = here.parent) {
    const before = here.variables.get(name);
    if (!before) continue;
    here.variables.set(name, either(before, value));
    return;
  }
  frame.variables.set(name, value);
}

/** Either state of the variables. */
export function joinVariables(
  a: ReadonlyMap<string, Abstract>,
  b: ReadonlyMap<string, Abstract>,
): Map<string, Abstract> {
  const joined = new Map(a);
  for (const [name, value] of b) {
    const other = joined.get(name);
    joined.set(name, other ? either(other, value) : value);
  }
  return joined;
}
