import { type Abstract, either, ofLiteral, property, textOf, union, unknown } from "./abstract.ts";
import { type BuiltinCall, first, held, itemOf, objectOf, put, replace } from "./builtin-call.ts";
import { iterated, iteratorKey, listOf } from "./iterated.ts";

/** A pair of a key and a value. */
export const pairOf = (key: Abstract, value: Abstract): Abstract => ({
  taints: [],
  shape: {
    properties: new Map([
      ["0", key],
      ["1", value],
    ]),
    open: false,
  },
});

export const keyOfPair = (pair: Abstract): Abstract => property(pair, "0");
export const valueOfPair = (pair: Abstract): Abstract => property(pair, "1");

const isSet = ({ api }: Abstract): boolean => api === "Set.new()" || api === "WeakSet.new()";
/** A map's item is any of its pairs; beside it what is under a known key is kept. */
const isMap = ({ api }: Abstract): boolean => api === "Map.new()" || api === "WeakMap.new()";
const isQuery = ({ api }: Abstract): boolean =>
  /^URL(?:SearchParams\.new\(\)|\.new\(\)\.searchParams)$/.test(api ?? "");

export const isCollection = (value: Abstract): boolean => isSet(value) || isMap(value) || isQuery(value);

/** `new Set(items)`, `new Map(pairs)`. */
export function collectionOf(c: BuiltinCall, api: string): Abstract {
  const item = c.args[0] ? iterated(c.args[0], c.frame, c.call) : undefined;
  const made: Abstract = { taints: [], api, from: c.call, item };
  const pairs = c.call.args[0]?.kind === "array" ? [...(first(c).shape?.properties.values() ?? [])] : [];
  return api.includes("Map")
    ? pairs.reduce((map, pair) => withPair(map, keyOfPair(pair), valueOfPair(pair)), made)
    : made;
}

const kept = (key: Abstract): string | undefined =>
  typeof key.literal === "string" || typeof key.literal === "number" ? `=${key.literal}` : undefined;

/** Under a key that is not known anything may be. */
const anyKey = "=";

function withPair(map: Abstract, key: Abstract, value: Abstract): Abstract {
  const properties = new Map(map.shape?.properties);
  const name = kept(key);
  if (name !== undefined) properties.set(name, value);
  else properties.set(anyKey, either(properties.get(anyKey) ?? unknown, value));
  return { ...map, shape: { properties, open: true } };
}

/** `map.get(key)`, `query.get(name)`; of anything else that an outsider sends, a part. */
export function got(c: BuiltinCall): Abstract | undefined {
  const { receiver } = c;
  if (isMap(receiver)) {
    const name = kept(first(c));
    const known = name === undefined ? undefined : receiver.shape?.properties.get(name);
    const other = receiver.shape?.properties.get(anyKey) ?? unknown;
    if (known) return either(known, other);
    return receiver.item ? valueOfPair(receiver.item) : unknown;
  }
  return receiver.taints.length > 0 ? { taints: receiver.taints } : undefined;
}

/** `map.set(key, value)`, `query.set(name, value)`. */
export function setIn(c: BuiltinCall): Abstract | undefined {
  const { receiver } = c;
  if (isQuery(receiver)) return queried(c);
  if (!isMap(receiver)) return undefined;
  const [key = unknown, value = unknown] = held(c, c.args);
  const pair = pairOf(key, value);
  const after = { ...withPair(receiver, key, value), item: receiver.item ? either(receiver.item, pair) : pair };
  replace(c, objectOf(c), after);
  return after;
}

/** `set.add(item)`. */
export function addedTo(c: BuiltinCall): Abstract | undefined {
  if (!isSet(c.receiver)) return undefined;
  put(c, c.args);
  return { ...c.receiver, item: either(c.receiver.item ?? unknown, first(c)) };
}

/** `query.append(name, value)`: the query's text, and that of the URL it belongs to, has it. */
export function queried(c: BuiltinCall): Abstract | undefined {
  if (!isQuery(c.receiver)) return undefined;
  const text = textOf([c.receiver, ...held(c, c.args)]);
  const query = objectOf(c);
  replace(c, query, { ...c.receiver, taints: text.taints });
  // the query of a URL is a part of it
  if (query?.kind === "member") {
    const whole = c.ev.expression(query.object, c.frame);
    if (whole.api === "URL.new()") replace(c, query.object, { ...whole, taints: union(whole.taints, text.taints) });
  }
  return unknown;
}

/** Keys, values and pairs of a list or of a collection. */
export function listed(c: BuiltinCall, what: "keys" | "values" | "entries"): Abstract | undefined {
  const { receiver } = c;
  const item = iterated(receiver, c.frame, c.call);
  const isPaired = isMap(receiver);
  if (what === "keys" && isPaired) return listOf(keyOfPair(item));
  if (what === "keys")
    return isSet(receiver) ? listOf(item) : isQuery(receiver) ? listOf(textOf([receiver])) : listOf(unknown);
  if (what === "values") return listOf(isPaired ? valueOfPair(item) : item);
  return listOf(isPaired ? item : pairOf(isSet(receiver) ? item : ofLiteral(0), item));
}

/** What a callback for each item is called with. */
export function visitOf({ receiver, frame, call }: BuiltinCall): readonly Abstract[] {
  const item = itemOf(receiver);
  if (isMap(receiver)) return [valueOfPair(item), keyOfPair(item), receiver];
  return [receiver.shape?.properties.has(iteratorKey) ? iterated(receiver, frame, call) : item, unknown, receiver];
}
