import type { Site } from "../text/source.ts";
import { type Abstract, isTainted, mostDepth, type Taint, union, unknown } from "./abstract.ts";
import { step } from "./steps.ts";

/** The value after a change of every taint in it, parts included. */
export function mapTaints(value: Abstract, change: (taint: Taint) => readonly Taint[], depth = 0): Abstract {
  if (!isTainted(value)) return value;
  if (depth > mostDepth) return unknown;
  const deep = (part: Abstract) => mapTaints(part, change, depth + 1);
  let taints: readonly Taint[] = [];
  for (const taint of value.taints) taints = union(taints, change(taint));
  return { ...value, taints, ...mapParts(value, deep) };
}

/** The parts of a value, each changed. */
export const mapParts = (
  { item, shape }: Abstract,
  change: (part: Abstract) => Abstract,
): Pick<Abstract, "item" | "shape"> => ({
  item: item && change(item),
  shape: shape && {
    open: shape.open,
    properties: new Map(Array.from(shape.properties, ([key, part]) => [key, change(part)])),
  },
});

/** The value, clean for sinks of these kinds. */
export const cleaned = (value: Abstract, kinds: readonly string[]): Abstract =>
  mapTaints(value, (taint) => [{ ...taint, clean: withKinds(taint.clean, kinds) }]);

/** Kinds of sinks with others, each once. */
export const withKinds = (kinds: readonly string[], others: readonly string[]): readonly string[] =>
  others.length === 0 ? kinds : [...new Set([...kinds, ...others])].sort();

export const isCleanFor = (taint: Taint, kind: string): boolean =>
  taint.clean.includes(kind) || taint.clean.includes("*");

/** The value with one more step on the way of each of its taints, parts included. */
export const stepped = (value: Abstract, at: Site, message: string): Abstract =>
  mapTaints(value, (taint) => [{ ...taint, steps: step(taint.steps, at, message) }]);

/** The value held by a name. One that is destructured is where the text is read and held at once: no step is needed to tell it. */
export const heldBy = (value: Abstract, at: Site, name: string): Abstract =>
  value.taints.some(({ readAt }) => readAt.start === at.start && readAt.block === at.block)
    ? value
    : stepped(value, at, `'${name}' holds it`);
