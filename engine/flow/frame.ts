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
  /** What names were given in the `try` blocks around the statement at hand, innermost last: the handler may find any of it. */
  readonly tries: Variables[];
  /** Names whose value a function made further in has changed: who reads them must look at the moment. */
  readonly shared: Set<string>;
  /** Names whose object was changed in place. */
  readonly mutated: Set<string>;
  /** Other names of the object that a name stands for, and how they are told of a change of it. */
  aliases?: Map<string, readonly Alias[]>;
}

export interface Alias {
  readonly other: string;
  tell(before: Abstract, after: Abstract): void;
}

export const newFrame = (activation: Activation, parent?: Frame): Frame => ({
  variables: new Map(),
  parent,
  activation,
  tries: [],
  shared: new Set(),
  mutated: new Set(),
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
export function declare(frame: Frame, name: string, value: Abstract): void {
  unlink(frame, name);
  frame.variables.set(name, value);
}

/** Assigns a name where it is declared: for good in this frame, as one more possibility in an outer one. */
export function assign(frame: Frame, name: string, value: Abstract): void {
  const holder = holderOf(frame, name);
  if (holder) unlink(holder, name);
  put(frame, holder, name, value);
}

function put(frame: Frame, holder: Frame | undefined, name: string, value: Abstract): void {
  if (!holder) frame.variables.set(name, value);
  else if (holder === frame) give(frame, name, value);
  else if (isOpen(holder, frame)) {
    holder.shared.add(name);
    give(holder, name, either(holder.variables.get(name) ?? unknown, value));
  }
}

/** Sets a name whose object has been changed in place, like `assign`. */
export function change(frame: Frame, name: string, value: Abstract): void {
  const holder = holderOf(frame, name);
  const before = holder?.variables.get(name);
  holder?.mutated.add(name);
  put(frame, holder, name, value);
  const others = holder?.aliases?.get(name);
  const after = holder?.variables.get(name);
  if (!others || !before || !after) return;
  // who is told would tell back
  holder?.aliases?.delete(name);
  for (const { tell } of others) tell(before, after);
  holder?.aliases?.set(name, others);
}

/** A name stands for something else from now on. */
function unlink({ aliases }: Frame, name: string): void {
  if (!aliases?.size) return;
  aliases.delete(name);
  for (const [one, others] of aliases)
    if (others.some(({ other }) => other === name))
      aliases.set(
        one,
        others.filter(({ other }) => other !== name),
      );
}

/** Frames of a module that is complete stay as they are, whoever runs its functions. */
const isOpen = (holder: Frame, from: Frame): boolean => holder.activation.pass.of === from.activation.pass.of;

function give(holder: Frame, name: string, value: Abstract): void {
  holder.variables.set(name, value);
  const written = holder.tries.at(-1);
  if (written) addTo(written, name, value);
}

function addTo(variables: Variables, name: string, value: Abstract): void {
  const other = variables.get(name);
  variables.set(name, other ? either(other, value) : value);
}

function holderOf(frame: Frame | undefined, name: string): Frame | undefined {
  for (let here = frame; here; here = here.parent) if (here.variables.has(name)) return here;
  return undefined;
}

/** Runs a `try` block; gives back what it, or what is in it, gave to the names that it did not declare. */
export function tried(frame: Frame, run: () => void): Variables {
  const written: Variables = new Map();
  frame.tries.push(written);
  run();
  frame.tries.pop();
  const around = frame.tries.at(-1);
  if (around) for (const [name, value] of written) addTo(around, name, value);
  return written;
}

/** Either state of the variables. */
export function joinVariables(a: Variables, b: Variables): Variables {
  const joined = new Map(a);
  for (const [name, value] of b) addTo(joined, name, value);
  return joined;
}
