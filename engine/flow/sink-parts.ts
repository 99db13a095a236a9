import type { Expression } from "../program/ir.ts";
import { type Abstract, deepTaints, isTainted, property, type Taint } from "./abstract.ts";
import type { SinkFact } from "./models.ts";
import type { SinkHit } from "./sinks.ts";
import { isCleanFor } from "./taint-changes.ts";

/** A part of a value that a sink looks at. */
interface Part {
  readonly path?: string;
  readonly value: Abstract;
  readonly written: Expression;
}

/** Parts of one value at most: a pattern with `*` may name many. */
const mostParts = 60;

/** The hits of a sink in one value: an argument, or what a handler answers. */
export function hitsIn(
  model: SinkFact,
  whole: Abstract,
  at: { readonly call: Expression; readonly argument: Expression; readonly library?: string },
): readonly SinkHit[] {
  if (!isTainted(whole)) return [];
  return partsOf(model, whole, at.argument).flatMap((part) =>
    harmful(model, part.value).map((taint) => ({
      ...at,
      model,
      taint,
      whole,
      part: part.path,
      value: part.written,
      outline: part.value.outline,
    })),
  );
}

/** What of a part does harm. Whether it may be an object is known when its source is. */
function harmful(model: SinkFact, value: Abstract): readonly Taint[] {
  const taints = model.takes === "whole" ? value.taints : deepTaints(withoutKeys(value, model.except));
  return taints.filter(
    (taint) => !isCleanFor(taint, model.sink) && (taint.data || !taint.settled || (model.takes ?? "text") === "text"),
  );
}

/** The value without what stands below some keys of it, as deep as a query is nested. */
function withoutKeys(value: Abstract, keys: readonly string[] | undefined, depth = 0): Abstract {
  if (!keys || depth > 9 || !isTainted(value) || (!value.shape && !value.item)) return value;
  const inner = (part: Abstract) => withoutKeys(part, keys, depth + 1);
  const kept = [...(value.shape?.properties ?? [])].filter(([key]) => !keys.includes(key));
  return {
    ...value,
    item: value.item && inner(value.item),
    shape: value.shape && { ...value.shape, properties: new Map(kept.map(([key, part]) => [key, inner(part)])) },
  };
}

/** An argument that is an object counts by the properties that the model names, any other as a whole. */
export function partsOf(model: SinkFact, value: Abstract, written: Expression): readonly Part[] {
  const paths = model.answer === undefined ? model.properties : [model.answer];
  if (!paths || (!value.shape && model.answer === undefined)) return [{ value, written }];
  return paths.flatMap((path) => reached(value, written, path.split("."), "")).slice(0, mostParts);
}

function reached(value: Abstract, written: Expression, path: readonly string[], before: string): readonly Part[] {
  const [key, ...rest] = path;
  if (key === undefined) return [{ path: before, value, written }];
  return keysAt(value, key, before).flatMap((name) =>
    reached(
      property(value, name, written),
      partWritten(value.from ?? written, name) ?? written,
      rest,
      before === "" ? name : `${before}.${name}`,
    ),
  );
}

/** The keys that a segment of a path stands for. Names of headers are written in any case. */
function keysAt(value: Abstract, key: string, before: string): readonly string[] {
  const known = [...(value.shape?.properties.keys() ?? [])];
  if (key === "*") return value.shape?.open === false || known.length > 0 ? known : ["[]"];
  if (!/headers$/i.test(before)) return [key];
  const written = known.filter((name) => name.toLowerCase() === key.toLowerCase());
  return written.length > 0 ? written : value.shape?.open ? [key] : [];
}

/** The value of a property as an object literal says it. */
function partWritten(written: Expression, name: string): Expression | undefined {
  if (written.kind === "array" && /^\d+$|^\[\]$/.test(name)) return written.items[name === "[]" ? 0 : Number(name)];
  if (written.kind !== "object") return undefined;
  return written.properties.find(({ key }) => key === name)?.value;
}

/** The known text of a part of a value, by its path: `headers.content-type`. */
export function literalAt(value: Abstract, path: string): Abstract["literal"] {
  const parts = path
    .split(".")
    .reduce<readonly Abstract[]>(
      (values, key, index, all) =>
        values.flatMap((one) => keysAt(one, key, all.slice(0, index).join(".")).map((name) => property(one, name))),
      [value],
    );
  return parts.length === 1 ? parts[0]?.literal : undefined;
}
