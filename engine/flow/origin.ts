import type { Site } from "../text/source.ts";
import { type Abstract, union } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { indexOf } from "./model-index.ts";

/** The value, with an outsider's text in it if its library path is one that brings such. `at`: where it is got. */
export function withOrigin(ev: Evaluation, value: Abstract, at: Site): Abstract {
  const model = value.api === undefined ? undefined : indexOf(ev.models).of(value.api).origin;
  if (!model || value.taints.some(({ root }) => root.origin?.at === at)) return value;
  const taint = { root: { index: 0, origin: { model, at } }, path: [], settled: false, clean: [], readAt: at };
  const data = model.origin === "data" ? ({ data: true } as const) : {};
  // it is plain data from here on: its methods are those of texts and lists
  return { ...value, api: undefined, taints: union(value.taints, [{ ...taint, ...data }]) };
}
