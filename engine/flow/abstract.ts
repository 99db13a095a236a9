import type { ClassExpression, Expression, FunctionExpression, Literal } from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import type { Home } from "./evaluation.ts";
import type { Frame } from "./frame.ts";

/** What an expression may be, as far as it matters: which event text it carries, which library thing, function or object it is. */
export interface Abstract {
  readonly taints: readonly Taint[];
  /** Library path, see `Models`. */
  readonly api?: string;
  /** The method of something unknown that it was read as, if that name is a sink's: `db.query`, `db.query.bind(db)`. */
  readonly method?: string;
  readonly literal?: Literal["value"];
  readonly fn?: Closure;
  readonly shape?: Shape;
  /** What each item of an array, a set or a promise list is. */
  readonly item?: Abstract;
  /** The text with `\0` where something unknown stands, for strings built in code. */
  readonly outline?: string;
  /** The object literal or call that made it. */
  readonly from?: Expression;
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

/** Text (or an object) that came in through a parameter. */
export interface Taint {
  readonly root: Root;
  /** Property path from the parameter; `[]` is any item or unknown key. */
  readonly path: readonly string[];
  /** It is text made of it: reading a property does not lead deeper. */
  readonly settled: boolean;
  /** Kinds of sinks that a barrier on the way protects; "*" for all. */
  readonly clean: readonly string[];
  /** Where the path was last read. */
  readonly readAt: Site;
  readonly steps?: Steps;
}

export interface Root {
  readonly fn: FunctionExpression;
  readonly index: number;
}

/** The way so far, last step first. */
export interface Steps {
  readonly at: Site;
  readonly message: string;
  readonly before?: Steps;
  readonly count: number;
}

export const unknown: Abstract = { taints: [] };

const mostTaints = 24;
const mostSteps = 24;
const mostDepth = 5;
const longestPath = 8;
const longestOutline = 4000;

export const ofLiteral = (value: Literal["value"]): Abstract => ({
  taints: [],
  literal: value,
  outline: typeof value === "string" ? value.slice(0, longestOutline) : String(value),
});

/** Either of two values. */
export function either(a: Abstract, b: Abstract, depth = 0): Abstract {
  if (a === b || b === unknown) return a;
  if (a === unknown) return b;
  return {
    taints: union(a.taints, b.taints),
    api: a.api === b.api ? a.api : (a.api ?? b.api),
    literal: a.literal === b.literal ? a.literal : undefined,
    fn: a.fn ?? b.fn,
    shape: depth < mostDepth ? eitherShape(a, b, depth) : undefined,
    item: a.item && b.item && depth < mostDepth ? either(a.item, b.item, depth + 1) : (a.item ?? b.item),
    outline: a.outline === b.outline ? a.outline : (a.outline ?? b.outline),
    from: a.from === b.from ? a.from : undefined,
  };
}

/** Known properties of either; what only one knows may, of the other, be what taints that. */
function eitherShape(a: Abstract, b: Abstract, depth: number): Shape | undefined {
  if (a.shape === b.shape) return a.shape;
  const properties = new Map<string, Abstract>();
  for (const key of [...(a.shape?.properties.keys() ?? []), ...(b.shape?.properties.keys() ?? [])]) {
    if (!properties.has(key)) properties.set(key, either(property(a, key), property(b, key), depth + 1));
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

const isSame = (a: Taint, b: Taint): boolean =>
  a.root.fn === b.root.fn &&
  a.root.index === b.root.index &&
  a.settled === b.settled &&
  a.path.join("\0") === b.path.join("\0") &&
  a.clean.join() === b.clean.join();

/** A property of a value: known, or as deep into what taints it. `at`: where it is read, if it is. */
export function property(value: Abstract, name: string, at?: Site): Abstract {
  const known = value.shape?.properties.get(name);
  if (known) return known;
  if (value.shape && !value.shape.open) return unknown;
  if (name === "[]" && value.item) return value.item;
  if (name === "length") return unknown;
  const taints = value.taints.map((taint) => deeper(taint, name, at));
  const item = value.item && value.taints.length === 0 && /^\d+$/.test(name) ? value.item : undefined;
  if (item) return item;
  return taints.length === 0 && value.api === undefined
    ? unknown
    : { taints, api: value.api && `${value.api}.${name}` };
}

function deeper(taint: Taint, name: string, at: Site | undefined): Taint {
  if (taint.settled || taint.path.length >= longestPath) return taint;
  return { ...taint, path: [...taint.path, /^\d+$/.test(name) ? "[]" : name], readAt: at ?? taint.readAt };
}

/** All taints in a value and in its parts: what its text would carry. */
export function deepTaints(value: Abstract, depth = 0): readonly Taint[] {
  let taints = value.taints;
  if (depth > mostDepth) return taints;
  if (value.item) taints = union(taints, deepTaints(value.item, depth + 1));
  if (value.shape)
    for (const part of value.shape.properties.values()) taints = union(taints, deepTaints(part, depth + 1));
  return taints;
}

/** Text made of values: what they carry, no longer to be looked into. */
export function textOf(values: readonly Abstract[], outline?: string): Abstract {
  let taints: readonly Taint[] = [];
  for (const value of values) taints = union(taints, deepTaints(value).map(settled));
  return { taints, outline: outline?.slice(0, longestOutline) };
}

const settled = (taint: Taint): Taint => (taint.settled ? taint : { ...taint, settled: true });

/** The value after a change of every taint in it, parts included. */
export function mapTaints(value: Abstract, change: (taint: Taint) => readonly Taint[], depth = 0): Abstract {
  if (depth > mostDepth) return unknown;
  const deep = (part: Abstract) => mapTaints(part, change, depth + 1);
  let taints: readonly Taint[] = [];
  for (const taint of value.taints) taints = union(taints, change(taint));
  return {
    ...value,
    taints,
    item: value.item && deep(value.item),
    shape: value.shape && {
      open: value.shape.open,
      properties: new Map(Array.from(value.shape.properties, ([key, part]) => [key, deep(part)])),
    },
  };
}

/** The value, clean for sinks of these kinds. */
export const cleaned = (value: Abstract, kinds: readonly string[]): Abstract =>
  hasTaints(value)
    ? mapTaints(value, (taint) => [{ ...taint, clean: [...new Set([...taint.clean, ...kinds])].sort() }])
    : value;

const hasTaints = (value: Abstract): boolean =>
  value.taints.length > 0 || value.shape !== undefined || value.item !== undefined;

export const isCleanFor = (taint: Taint, kind: string): boolean =>
  taint.clean.includes(kind) || taint.clean.includes("*");

/** The value with one more step on the way of each of its taints. */
export const stepped = (value: Abstract, at: Site, message: string): Abstract =>
  value.taints.length === 0 ? value : { ...value, taints: value.taints.map((taint) => further(taint, at, message)) };

/** A destructured name is where the text is read and held at once: one step tells it. */
const further = (taint: Taint, at: Site, message: string): Taint =>
  taint.readAt.start === at.start && taint.readAt.block === at.block
    ? taint
    : { ...taint, steps: step(taint.steps, at, message) };

export function step(before: Steps | undefined, at: Site, message: string): Steps | undefined {
  if (before && (before.count >= mostSteps || (before.at === at && before.message === message))) return before;
  return { at, message, before, count: (before?.count ?? 0) + 1 };
}

/** One way after another. */
export function joinedSteps(first: Steps | undefined, then: Steps | undefined): Steps | undefined {
  if (!then) return first;
  return step(joinedSteps(first, then.before), then.at, then.message);
}

/** First step first. */
export function listed(steps: Steps | undefined): readonly { readonly at: Site; readonly message: string }[] {
  const list = [];
  for (let here = steps; here; here = here.before) list.push({ at: here.at, message: here.message });
  return list.reverse();
}

/** The value with one property written. */
export function withProperty(value: Abstract, path: readonly string[], part: Abstract, at: Site): Abstract {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  const inner = rest.length === 0 ? part : withProperty(property(value, name, at), rest, part, at);
  if (name === "[]") return { ...value, item: value.item ? either(value.item, inner) : inner, literal: undefined };
  const properties = new Map(value.shape?.properties);
  properties.set(name, inner);
  return { ...value, literal: undefined, shape: { properties, open: value.shape?.open ?? true } };
}
