import type * as ir from "../program/ir.ts";
import { type Abstract, either, ofLiteral, textOf, union, unknown } from "./abstract.ts";
import { lackingAfter } from "./allowed.ts";
import { type BuiltinCall, itemOf, objectOf, put, replace } from "./builtin-call.ts";
import { addedTo, got, listed, queried, setIn, visitOf } from "./collections.ts";
import { emitted, listening } from "./emitters.ts";
import { escapedBy } from "./escaping.ts";
import { cleanedOf } from "./facts.ts";
import { outcomesOf } from "./guards.ts";
import { listOf, listOfAll, placesOf } from "./iterated.ts";
import { indexOf } from "./model-index.ts";
import { native } from "./native.ts";
import { provenOf } from "./proven.ts";
import { cleaned } from "./taint-changes.ts";

type Method = (c: BuiltinCall, name: string) => Abstract | undefined;

/** What a method of a text, a list, a promise, a set, a map or a function gives back, or undefined if no such method goes by that name. */
export const methodCalled = (c: BuiltinCall, name: string): Abstract | undefined => methods.get(name)?.(c, name);

/** Text of the receiver, and of those arguments that are put into it. */
const textMethod: Method = (c, name) => {
  const outline = outlineAfter(c, name);
  if (!/^replace(?:All)?$/.test(name)) {
    const added = name === "concat" ? c.args : /^pad/.test(name) ? c.args.slice(1) : [];
    return textOf([c.receiver, ...added], outline);
  }
  // the match, and what its groups hold
  const match = textOf([c.receiver]);
  const by = c.args[1]?.fn ? c.apply(c.args[1], [match, match, match, match]) : (c.args[1] ?? unknown);
  return cleanedOf(textOf([c.receiver, by], outline), [
    ...escapedBy(c.args[0], c.args[1]),
    ...lackingAfter(name, c.args[0], c.args[1]),
  ]);
};

/** How the text looks after a method: what it looked like before, and what `concat` adds. */
function outlineAfter({ receiver, args }: BuiltinCall, name: string): string | undefined {
  if (receiver.outline === undefined || name !== "concat") return receiver.outline;
  return [receiver, ...args].map((part) => part.outline ?? "\0").join("");
}

const each = (c: BuiltinCall): Abstract => c.apply(c.args[0], visitOf(c), c.args[1]);

/** `list.map(change)`: place by place, where the places are known. */
function mapped(c: BuiltinCall): Abstract {
  const places = placesOf(c.receiver);
  if (!places || places.length > mostApart || !c.args[0]) return listOf(each(c));
  return listOfAll(places.map((place) => c.apply(c.args[0], [place, unknown, c.receiver], c.args[1])));
}

/** Items of a list that a callback is run for one by one. */
const mostApart = 8;

/** What is given back after the callback has run on each item. */
function afterEach(c: BuiltinCall, result: Abstract): Abstract {
  each(c);
  return result;
}

/** An item that a callback has said yes to. */
function chosen(c: BuiltinCall): Abstract {
  each(c);
  const item = itemOf(c.receiver);
  const [callback] = c.call.args;
  const kinds = callback?.kind === "function" ? kindsToldBy(c, callback) : kindsProvenBy(c);
  return kinds.length > 0 ? cleaned(item, kinds) : item;
}

/** What a function by its name proves of what it says yes to: one of the code's own, or of a library (`.filter(Number.isInteger)`). */
function kindsProvenBy({ ev, args, frame }: BuiltinCall): readonly string[] {
  const { fn, api } = args[0] ?? unknown;
  if (fn || api === undefined) return provenOf(fn, frame)?.kinds ?? [];
  const { guard } = indexOf(ev.models).of(api);
  return guard && (guard.argument ?? 0) === 0 ? guard.protects : [];
}

/** What `(item) => test` proves of the item. */
function kindsToldBy(c: BuiltinCall, { params, body }: ir.FunctionExpression): readonly string[] {
  const [returns] = body;
  const item = params[0]?.target;
  if (returns?.kind !== "return" || !returns.value || item?.kind !== "name") return [];
  const facts = outcomesOf(c.ev, returns.value, c.frame).whenTrue;
  return facts.find(({ expression }) => expression.kind === "name" && expression.name === item.name)?.kinds ?? [];
}

/** What one turn hands to the next is known after a few. */
function reduced(c: BuiltinCall): Abstract {
  const item = itemOf(c.receiver);
  const places = placesOf(c.receiver);
  const [start, rest] = c.args.length > 1 ? [c.args[1], places] : [places?.[0] ?? item, places?.slice(1)];
  if (rest && rest.length <= mostApart)
    return rest.reduce((before, one) => c.apply(c.args[0], [before, one]), start ?? unknown);
  const once = c.apply(c.args[0], [start ?? item, item]);
  const soFar = either(start ?? item, once);
  return either(soFar, c.apply(c.args[0], [soFar, item]));
}

function settledBy(c: BuiltinCall): Abstract {
  c.apply(c.args[0], []);
  return c.receiver;
}

/** What `then` hands on: what the callback makes of it, or itself without one. */
const after = (c: BuiltinCall): Abstract =>
  c.args[0]?.fn || c.args[0]?.api !== undefined ? c.apply(c.args[0], [c.receiver]) : c.receiver;

/** `list.push(x)` and the like. */
function added(c: BuiltinCall, values: readonly Abstract[], where: "front" | "back"): Abstract {
  put(c, values, where);
  return unknown;
}

/** What a method that changes a list in place gives back, is the list from now on. */
function changed(c: BuiltinCall, after: Abstract): Abstract {
  replace(c, objectOf(c), after);
  return after;
}

/** `list.splice(start, count, ...items)`: gives back what it takes out. */
function spliced(c: BuiltinCall): Abstract {
  const taken = listOf(itemOf(c.receiver));
  const items = c.args.slice(2).reduce((all, one) => either(all, one), itemOf(c.receiver));
  replace(c, objectOf(c), { ...c.receiver, shape: undefined, item: items });
  return taken;
}

/** The first or the last item, which is taken out. */
function takenOut(c: BuiltinCall, end: "first" | "last"): Abstract {
  const places = placesOf(c.receiver);
  const [taken] = places ? (end === "first" ? places : places.slice(-1)) : [];
  if (!places || !taken || c.frame.activation.loops > 0) return itemOf(c.receiver);
  const left = listOfAll(end === "first" ? places.slice(1) : places.slice(0, -1));
  replace(c, objectOf(c), { ...c.receiver, shape: left.shape });
  return taken;
}

/** `fn.call(self, …)`, `fn.apply(self, list)`. */
function calledWith(c: BuiltinCall, args: readonly Abstract[]): Abstract | undefined {
  return c.receiver.fn ? c.apply(c.receiver, args, c.args[0]) : undefined;
}

const listedArguments = (list: Abstract | undefined): readonly Abstract[] =>
  list ? (placesOf(list) ?? [itemOf(list), itemOf(list), itemOf(list)]) : [];

/** The function with its `this`, and with its first arguments. */
function boundTo(c: BuiltinCall): Abstract {
  const { fn } = c.receiver;
  const [self, ...given] = c.args;
  if (!fn || !self) return c.receiver;
  if (given.length === 0) return { ...c.receiver, fn: { ...fn, self } };
  return native(c.call, "bound", c.frame, (args, caller) => fn.home.run(fn, [...given, ...args], self, caller));
}

/** What a pattern finds in a text: pieces of it, by place and by name. */
const found = (text: Abstract): Abstract => ({
  taints: textOf([text]).taints,
  item: textOf([text]),
  shape: {
    properties: new Map([
      ["index", unknown],
      ["length", unknown],
    ]),
    open: true,
  },
});

/** `pattern.exec(text)`. */
const executed: Method = (c) => (c.receiver.api === "RegExp.new()" ? found(c.args[0] ?? unknown) : undefined);

/** What a generator hands out next. */
const nextOf = ({ receiver }: BuiltinCall): Abstract | undefined =>
  receiver.item && {
    taints: [],
    shape: {
      properties: new Map([
        ["value", receiver.item],
        ["done", unknown],
      ]),
      open: false,
    },
  };

const texts = [
  "trim trimStart trimEnd trimLeft trimRight toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase toString toLocaleString valueOf toJSON toWellFormed",
  "slice substring substr subarray normalize padStart padEnd repeat concat replace replaceAll at charAt join",
].flatMap((names) => names.split(" "));

const methods = new Map<string, Method>([
  ...texts.map((name) => [name, sliceOrText(name)] as const),
  ["split", (c) => listOf(cleanedOf(textOf([c.receiver]), lackingAfter("replaceAll", c.args[0], ofLiteral(""))))],
  ["match", (c) => found(c.receiver)],
  ["matchAll", (c) => listOf(found(c.receiver))],
  ["exec", executed],
  ["filter", (c) => ({ ...c.receiver, shape: undefined, taints: [], item: chosen(c) })],
  ["sort", (c) => changed(c, { ...c.receiver, shape: undefined })],
  ["reverse", (c) => changed(c, reversed(c.receiver))],
  ["toSorted", (c) => ({ ...c.receiver, shape: undefined })],
  ["toReversed", (c) => reversed(c.receiver)],
  ["copyWithin", (c) => changed(c, { ...c.receiver, shape: undefined })],
  ["toSpliced", (c) => listOf(c.args.slice(2).reduce((all, one) => either(all, one), itemOf(c.receiver)))],
  ["with", (c) => listOf(either(itemOf(c.receiver), c.args[1] ?? unknown))],
  ["fill", (c) => changed(c, { ...c.receiver, shape: undefined, taints: [], item: c.args[0] ?? unknown })],
  ["splice", spliced],
  ["flat", (c) => listOf(either(itemOf(c.receiver).item ?? unknown, itemOf(itemOf(c.receiver))))],
  ["keys", (c) => listed(c, "keys")],
  ["values", (c) => listed(c, "values")],
  ["entries", (c) => listed(c, "entries")],
  ["map", mapped],
  ["flatMap", (c) => listOf(itemOf(each(c)))],
  ["forEach", (c) => afterEach(c, unknown)],
  ["some", (c) => afterEach(c, unknown)],
  ["every", (c) => afterEach(c, unknown)],
  ["findIndex", (c) => afterEach(c, unknown)],
  ["find", chosen],
  ["findLast", chosen],
  ["reduce", reduced],
  ["reduceRight", reduced],
  ["then", after],
  ["catch", (c) => either(c.receiver, c.apply(c.args[0], [c.thrown ?? unknown]))],
  ["finally", settledBy],
  ["get", got],
  ["getAll", (c) => (c.receiver.taints.length > 0 ? listOf({ taints: c.receiver.taints }) : undefined)],
  ["next", nextOf],
  ["pop", (c) => takenOut(c, "last")],
  ["shift", (c) => takenOut(c, "first")],
  ["push", (c) => added(c, c.args, "back")],
  ["unshift", (c) => added(c, c.args, "front")],
  ["add", addedTo],
  ["set", setIn],
  ["append", queried],
  ["call", (c) => calledWith(c, c.args.slice(1))],
  ["apply", (c) => calledWith(c, listedArguments(c.args[1]))],
  ["bind", boundTo],
  ...["on", "once", "addListener", "prependListener"].map((name) => [name, listening] as const),
  ["emit", emitted],
]);

function reversed(list: Abstract): Abstract {
  const places = placesOf(list);
  return { ...list, shape: places && listOfAll([...places].reverse()).shape };
}

/** `slice`, `concat` and `at` are methods of arrays too: an array stays one. */
function sliceOrText(name: string): Method {
  return (c, called) => {
    const { receiver, args } = c;
    if (name === "join") return joinedText(c);
    const isArray = receiver.item !== undefined && name !== "toString";
    if (isArray) return name === "at" ? placeAt(c) : joinedLists(c, name === "concat" ? args : []);
    const isKnown = receiver.literal !== undefined && args.every((arg) => arg.literal !== undefined);
    return isKnown ? undefined : textMethod(c, called);
  };
}

/** `list.at(place)`. */
function placeAt({ receiver, args }: BuiltinCall): Abstract {
  const place = args[0]?.literal;
  const known = typeof place === "number" ? placesOf(receiver)?.at(place) : undefined;
  return known ?? itemOf(receiver);
}

/** What `slice` leaves, or `concat` makes, of a list. */
function joinedLists({ receiver }: BuiltinCall, args: readonly Abstract[]): Abstract {
  const item = args.reduce((all, one) => either(all, one.item ?? { taints: one.taints }), receiver.item ?? unknown);
  return { ...receiver, shape: undefined, item };
}

/** `[a, b].join(" ")`: the items' outlines in order, where the list is still as it was written. */
function joinedText({ receiver, args }: BuiltinCall): Abstract {
  const parts = Array.from(receiver.shape?.properties.values() ?? []);
  if (parts.length === 0) return textOf([receiver]);
  const outline = parts.map((part) => part.outline ?? "\0").join(String(args[0]?.literal ?? ","));
  const isKnown =
    parts.every((part) => part.literal !== undefined) &&
    union(receiver.taints, receiver.item?.taints ?? []).length === 0;
  return isKnown ? ofLiteral(outline) : textOf([receiver], outline);
}
