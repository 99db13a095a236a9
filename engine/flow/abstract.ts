import type { ClassExpression, Expression, FunctionExpression, Literal } from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import type { Home } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import type { OriginFact } from "./models.ts";
import { eitherOutline } from "./outline.ts";
import type { Schema, Verdict } from "./schema.ts";
import type { Steps } from "./steps.ts";

/** What an expression may be, as far as it matters: which event text it carries, which library thing, function or object it is. */
export interface Abstract {
  readonly taints: readonly Taint[];
  /** Library path, see `Models`. */
  readonly api?: string;
  /** The method of something unknown that it was read as, if that name is a sink's: `db.query`, `db.query.bind(db)`. */
  readonly method?: string;
  readonly literal?: Literal["value"];
  readonly fn?: Closure;
  /** Functions that it may be as well. */
  readonly others?: readonly Closure[];
  readonly shape?: Shape;
  /** What each item of an array, a set or a promise list is. */
  readonly item?: Abstract;
  /** The text with `\0` where something unknown stands, for strings built in code. */
  readonly outline?: string;
  /** The object literal or call that made it. */
  readonly from?: Expression;
  /** What it asks of values, if it is a schema or a check by one. */
  readonly schema?: Schema;
  /** What it tells of a check, if it is true. */
  readonly verdict?: Verdict;
}

/** The known properties of an object; `open`: it may have others, for which the object's own taints speak. */
export interface Shape {
  readonly properties: ReadonlyMap<string, Abstract>;
  readonly open: boolean;
}

export interface Closure {
  readonly fn: FunctionExpression;
  readonly frame: Frame;
  /** The module it was written in. */
  readonly home: Home;
  /** What `this` is in it. */
  readonly self?: Abstract;
  /** `new` on it makes an instance. */
  readonly ofClass?: ClassExpression;
}

/** Text (or an object) that came in from outside the function. */
export interface Taint {
  readonly root: Root;
  /** Property path from there; `[]` is any item or unknown key. */
  readonly path: readonly string[];
  /** It is text made of it: reading a property does not lead deeper. */
  readonly settled: boolean;
  /** It was read out of text as data, so that any part of it may be an object. */
  readonly data?: true;
  /** Kinds of sinks that a barrier on the way protects; "*" for all. */
  readonly clean: readonly string[];
  /** Where the path was last read. */
  readonly readAt: Site;
  readonly steps?: Steps;
}

/** Where it came in: a parameter of a function, or a value that a library brings. */
export interface Root {
  readonly fn?: FunctionExpression;
  readonly index: number;
  readonly origin?: Origin;
}

export interface Origin {
  readonly model: OriginFact;
  /** Where the value is got. */
  readonly at: Site;
}

export const unknown: Abstract = { taints: [] };

const mostTaints = 24;
export const mostDepth = 8;
const deepestParts = 100;
const mostParts = 100;
const longestPath = 12;
/** Functions that one value may be, and properties that an unknown key may stand for. */
const mostFunctions = 60;
/** Properties of one object that are told apart if they are written one by one. */
const mostProperties = 300;
const longestOutline = 4000;

export const ofLiteral = (value: Literal["value"]): Abstract => ({
  taints: [],
  literal: value,
  outline: typeof value === "string" ? value.slice(0, longestOutline) : String(value),
});

/** Either of two values. Of large or deep ones the parts are not kept apart. */
export const either = (a: Abstract, b: Abstract): Abstract => eitherOf(a, b, 0, { left: mostParts });

/** `effort`: how many parts may still be joined; parts are shared by many values, so that what is small in memory may be endless to walk. */
function eitherOf(a: Abstract, b: Abstract, depth: number, effort: { left: number }): Abstract {
  if (a === b || b === unknown) return a;
  if (a === unknown) return b;
  const isWhole = depth < mostDepth && effort.left-- > 0;
  return {
    taints: isWhole ? union(a.taints, b.taints) : union(deepTaints(a), deepTaints(b)),
    api: a.api === b.api ? a.api : (a.api ?? b.api),
    literal: a.literal === b.literal ? a.literal : undefined,
    ...eitherFunction(a, b),
    shape: isWhole ? eitherShape(a, b, depth, effort) : undefined,
    item: isWhole ? eitherItem(a, b, depth, effort) : (a.item ?? b.item),
    outline: eitherOutline(a, b),
    from: a.from === b.from ? a.from : undefined,
  };
}

/** An item of either; of what came from outside it is what came with it: `event.Records ?? []`. */
function eitherItem(a: Abstract, b: Abstract, depth: number, effort: { left: number }): Abstract | undefined {
  if (!a.item && !b.item) return undefined;
  const itemOf = (value: Abstract) => value.item ?? (value.taints.length > 0 ? property(value, "[]") : unknown);
  return eitherOf(itemOf(a), itemOf(b), depth + 1, effort);
}

/** The functions that either of two values may be. */
function eitherFunction(a: Abstract, b: Abstract): Pick<Abstract, "fn" | "others"> {
  if (!a.fn || !b.fn || (a.fn === b.fn && a.others === b.others))
    return { fn: a.fn ?? b.fn, others: a.fn ? a.others : b.others };
  const others = [...(a.others ?? [])];
  for (const one of [b.fn, ...(b.others ?? [])])
    if (one.fn !== a.fn.fn && !others.some(({ fn }) => fn === one.fn) && others.length < mostFunctions)
      others.push(one);
  return { fn: a.fn, others: others.length > 0 ? others : undefined };
}

/** Known properties of either; what only one knows may, of the other, be what taints that. */
function eitherShape(a: Abstract, b: Abstract, depth: number, effort: { left: number }): Shape | undefined {
  if (a.shape === b.shape) return a.shape;
  const properties = new Map<string, Abstract>();
  for (const key of [...(a.shape?.properties.keys() ?? []), ...(b.shape?.properties.keys() ?? [])]) {
    if (!properties.has(key)) properties.set(key, eitherOf(property(a, key), property(b, key), depth + 1, effort));
  }
  return { properties, open: !a.shape || !b.shape || a.shape.open || b.shape.open };
}

/** Both sets, each taint once. */
export function union(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const kept = [...a];
  for (const taint of b) if (!kept.some((other) => isSame(other, taint))) kept.push(taint);
  return kept.slice(0, mostTaints);
}

export const isSame = (a: Taint, b: Taint): boolean =>
  a.root.fn === b.root.fn &&
  a.root.index === b.root.index &&
  a.root.origin?.at === b.root.origin?.at &&
  a.settled === b.settled &&
  a.data === b.data &&
  isSameList(a.path, b.path) &&
  isSameList(a.clean, b.clean);

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((one, index) => one === b[index]));

/** A property of a value: known, or as deep into what taints it. `at`: where it is read, if it is. */
export function property(value: Abstract, name: string, at?: Site): Abstract {
  const known = value.shape?.properties.get(name);
  if (known) return known;
  if (name === "[]" && value.item) return value.item;
  if (name === "[]" && value.shape) return anyProperty(value, value.shape, at);
  if (value.item && isDictionary(value)) return value.item;
  if (value.shape && !value.shape.open) return unknown;
  if (name === "length") return unknown;
  const taints = value.taints.map((taint) => deeper(taint, name, at));
  const item = value.item && value.taints.length === 0 && /^\d+$/.test(name) ? value.item : undefined;
  if (item) return item;
  return taints.length === 0 && value.api === undefined
    ? unknown
    : { taints, api: value.api && `${value.api}.${name}`, ...(value.api === "URL.new()" ? { from: value.from } : {}) };
}

/** An object that was written to by keys that are not known: what is under any other key. */
const isDictionary = ({ shape, from, api }: Abstract): boolean =>
  shape !== undefined &&
  (api ?? "Object.create()") === "Object.create()" &&
  !shape.properties.has("0") &&
  from?.kind !== "array";

/** What a key that is not known leads to. */
function anyProperty(value: Abstract, shape: Shape, at: Site | undefined): Abstract {
  const taints = shape.open ? value.taints.map((taint) => deeper(taint, "[]", at)) : [];
  const parts = [...shape.properties.values()].slice(0, mostFunctions);
  return parts.reduce((all, part) => either(all, part), taints.length > 0 ? { taints } : unknown);
}

/** A part of what came in. It is read where it is first reached for: what happens to the whole before that is told after. */
function deeper(taint: Taint, name: string, at: Site | undefined): Taint {
  if (taint.settled || taint.path.length >= longestPath) return taint;
  const path = [...taint.path, /^\d+$/.test(name) ? "[]" : name];
  return { ...taint, path, readAt: (taint.steps ? undefined : at) ?? taint.readAt };
}

const tainted = new WeakMap<Abstract, boolean>();

/** Whether a taint is in the value or in a part of it. Parts are shared by many values: each is looked into once. */
export function isTainted(value: Abstract, depth = 0): boolean {
  if (value.taints.length > 0 || depth > deepestParts) return true;
  const before = tainted.get(value);
  if (before !== undefined) return before;
  let found = value.item !== undefined && isTainted(value.item, depth + 1);
  for (const part of value.shape?.properties.values() ?? []) found ||= isTainted(part, depth + 1);
  tainted.set(value, found);
  return found;
}

/** All taints in a value and in its parts: what its text would carry. */
export function deepTaints(value: Abstract): readonly Taint[] {
  const seen = new Map<Abstract, number>();
  const below = (part: Abstract, depth: number): readonly Taint[] => {
    if (depth > mostDepth || !isTainted(part) || (seen.get(part) ?? mostDepth + 1) <= depth) return [];
    seen.set(part, depth);
    let taints = part.taints;
    if (part.item) taints = union(taints, below(part.item, depth + 1));
    for (const inner of part.shape?.properties.values() ?? []) taints = union(taints, below(inner, depth + 1));
    return taints;
  };
  return below(value, 0);
}

/** Text made of values: what they carry, no longer to be looked into. */
export function textOf(values: readonly Abstract[], outline?: string): Abstract {
  let taints: readonly Taint[] = [];
  for (const value of values) taints = union(taints, deepTaints(value).map(settled));
  return { taints, outline: outline?.slice(0, longestOutline) };
}

const settled = (taint: Taint): Taint =>
  taint.settled && !taint.data ? taint : { ...taint, settled: true, data: undefined };

/** What text says: parsed JSON and the like. */
export const parsed = (value: Abstract): Abstract => ({
  taints: deepTaints(value).map((taint) => (taint.data ? taint : { ...taint, data: true as const })),
});

/** The value with one property written. */
export function withProperty(value: Abstract, path: readonly string[], part: Abstract, at: Site): Abstract {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  const inner = rest.length === 0 ? part : withProperty(property(value, name, at), rest, part, at);
  const item =
    /^(?:\[\]|\d+)$/.test(name) && (name === "[]" || value.item) ? either(value.item ?? inner, inner) : value.item;
  // a place that is not known may be any of them
  if (name === "[]")
    return { ...value, item, literal: undefined, shape: value.shape?.properties.has("0") ? undefined : value.shape };
  const known = value.shape?.properties;
  if (known && known.size >= mostProperties && !known.has(name))
    return { ...value, taints: union(value.taints, deepTaints(inner)), shape: { properties: known, open: true } };
  const properties = new Map(known).set(name, inner);
  return { ...value, item, literal: undefined, shape: { properties, open: value.shape?.open ?? true } };
}
