import type { Statement } from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Frame, lookup } from "./frame.ts";

/**
 * Runs code that declares some names anew: those of an outer scope are the outer one's again after it, also where control jumps out of it.
 * Other names stay: a function made in it may still be called.
 */
export function scoped<T>(frame: Frame, names: readonly string[], run: () => T): T {
  const hidden = names.filter((name) => lookup(frame, name));
  const outer = hidden.map((name) => [name, frame.variables.get(name)] as const);
  const { jumps } = frame.activation;
  const jumpsBefore = jumps.length;
  const result = run();
  if (outer.length === 0) return result;
  for (const variables of [frame.variables, ...jumps.slice(jumpsBefore).map((jump) => jump.variables)]) {
    for (const [name, before] of outer) {
      if (before) variables.set(name, before);
      else variables.delete(name);
    }
  }
  return result;
}

/** A block of its own: what it declares is not seen outside. True: control leaves it early on every way through it. */
export const block = (ev: Evaluation, list: readonly Statement[], frame: Frame): boolean =>
  scoped(
    frame,
    list.flatMap((one) => (one.kind === "variable" && one.word !== "var" ? namesIn(one.target) : [])),
    () => ev.statements(list, frame),
  );
