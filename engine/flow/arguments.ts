import type { Expression } from "../program/ir.ts";
import { type Abstract, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import { placesOf } from "./iterated.ts";

interface Expanded {
  readonly values: readonly Abstract[];
  /** These and no others. */
  readonly isWhole: boolean;
}

/** The values that an item of a list stands for: several, if it is a spread list that is known place by place. */
export function expanded(ev: Evaluation, item: Expression, frame: Frame): Expanded {
  const value = ev.expression(item, frame);
  if (item.kind !== "spread") return { values: [value], isWhole: true };
  const places = placesOf(frame.activation.pass.latest.get(item.value) ?? unknown);
  return { values: places ?? [value], isWhole: places !== undefined };
}

/** A spread list of unknown length at the end stands for so many arguments. */
const mostOfUnknown = 4;

export function argumentsOf(ev: Evaluation, args: readonly Expression[], frame: Frame): readonly Abstract[] {
  const lists = args.map((arg) => expanded(ev, arg, frame));
  const last = lists.at(-1);
  const values = lists.flatMap((list) => list.values);
  const item = last && !last.isWhole ? last.values[0] : undefined;
  return item ? [...values, ...Array.from({ length: mostOfUnknown - 1 }, () => item)] : values;
}
