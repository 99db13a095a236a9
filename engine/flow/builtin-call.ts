import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, property, stepped, unknown } from "./abstract.ts";
import { bind } from "./bind.ts";
import type { Evaluation } from "./evaluation.ts";
import { assign, change, type Frame } from "./frame.ts";

/** A call of something that the language or the platform brings. */
export interface BuiltinCall {
  readonly ev: Evaluation;
  readonly call: ir.Call;
  readonly callee: Abstract;
  readonly receiver: Abstract;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
  /** What a function that is given as an argument gives back. */
  apply(fn: Abstract | undefined, args: readonly Abstract[]): Abstract;
}

export const first = (c: BuiltinCall): Abstract => c.args[0] ?? unknown;

/** Any item of a list. */
export const itemOf = (list: Abstract): Abstract => list.item ?? property(list, "[]");

export const listOf = (item: Abstract): Abstract => ({ taints: [], item });

/** Puts something into the list, set or map that a method is called on: the variable or member that holds it has it from now on. */
export function put(c: BuiltinCall, added: readonly Abstract[]): void {
  const { callee } = c.call;
  if (callee.kind !== "member") return;
  const held = added.map((one) => stepped(one, c.call, `'${textAt(callee.object)}' holds it`));
  const item = held.reduce((all, one) => either(all, one), c.receiver.item ?? unknown);
  const after: Abstract = { ...c.receiver, item, shape: undefined };
  if (callee.object.kind === "name") change(c.frame, callee.object.name, after);
  else if (callee.object.kind === "member") bind(c.ev, callee.object, after, c.frame, assign);
}
