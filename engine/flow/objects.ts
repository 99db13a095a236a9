import { type Abstract, property, unknown, withProperty } from "./abstract.ts";
import { type BuiltinCall, first, itemOf, replace } from "./builtin-call.ts";
import { keyOfPair, pairOf, valueOfPair } from "./collections.ts";
import { keysOf, listOf, placesOf, valuesOf } from "./iterated.ts";
import { type Made, spreadInto } from "./spread.ts";

type Function = (c: BuiltinCall) => Abstract;

const keyNamed = (key: Abstract | undefined): string =>
  typeof key?.literal === "string" || typeof key?.literal === "number" ? String(key.literal) : "[]";

/** `Object.assign(target, …sources)`: the target itself is changed. */
function assigned(c: BuiltinCall): Abstract {
  const [target = unknown, ...sources] = c.args;
  const made: Made = {
    properties: new Map(target.shape?.properties),
    open: target.shape?.open ?? true,
    taints: target.taints,
    item: target.item,
  };
  for (const source of sources) spreadInto(made, source);
  const { properties, open, taints, item } = made;
  const after: Abstract = { ...target, taints, item, shape: { properties, open }, literal: undefined };
  replace(c, c.call.args[0], after);
  return after;
}

/** An object of pairs: by their keys where those are known, else by any key. */
function fromPairs(c: BuiltinCall): Abstract {
  const pairs = placesOf(first(c));
  const start: Abstract = { taints: [], shape: { properties: new Map(), open: false }, from: c.call };
  if (!pairs) return withProperty(start, ["[]"], valueOfPair(itemOf(first(c))), c.call);
  return pairs.reduce(
    (made, pair) => withProperty(made, [keyNamed(keyOfPair(pair))], valueOfPair(pair), c.call),
    start,
  );
}

function grouped(c: BuiltinCall): Abstract {
  const item = itemOf(first(c));
  c.apply(c.args[1], [item]);
  return { taints: [], shape: { properties: new Map(), open: false }, item: listOf(item), from: c.call };
}

/** `Object.defineProperty(target, key, { value })`, `Reflect.set(target, key, value)`. */
function written(c: BuiltinCall, value: Abstract): Abstract {
  const after = withProperty(first(c), [keyNamed(c.args[1])], value, c.call);
  replace(c, c.call.args[0], after);
  return after;
}

/** What a described property is: its value, or what its getter says. */
function described(c: BuiltinCall): Abstract {
  const description = c.args[2] ?? unknown;
  const getter = description.shape?.properties.get("get");
  return getter?.fn ? c.apply(getter, [], first(c)) : property(description, "value");
}

/** `Object.create(above)`. */
function created(c: BuiltinCall): Abstract {
  const above = first(c);
  if (above.shape || above.taints.length > 0) return { ...above, from: c.call };
  // the path tells that it inherits nothing
  const api = above.literal === null ? "Object.create()" : undefined;
  return { taints: [], api, shape: { properties: new Map(), open: false }, from: c.call };
}

/** Functions of `Object` and `Reflect`, by their library paths. */
export const objectFunctions: readonly (readonly [readonly string[], Function])[] = [
  [["Object.keys", "Object.getOwnPropertyNames", "Reflect.ownKeys"], (c) => listOf(keysOf(first(c)))],
  [["Object.values"], (c) => listOf(valuesOf(first(c)))],
  [["Object.entries"], (c) => listOf(pairOf(keysOf(first(c)), valuesOf(first(c))))],
  [["Object.assign"], assigned],
  [["Object.fromEntries"], fromPairs],
  [["Object.groupBy", "Map.groupBy"], grouped],
  [["Object.defineProperty", "Reflect.defineProperty"], (c) => written(c, described(c))],
  [["Object.create"], created],
  [["Reflect.get"], (c) => property(first(c), keyNamed(c.args[1]), c.call)],
  [["Reflect.set"], (c) => written(c, c.args[2] ?? unknown)],
];
