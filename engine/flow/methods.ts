import type * as ir from "../program/ir.ts";
import { type Abstract, cleaned, either, ofLiteral, textOf, union, unknown } from "./abstract.ts";
import { type BuiltinCall, itemOf, listOf, put } from "./builtin-call.ts";
import { outcomesOf } from "./guards.ts";
import { provenOf } from "./proven.ts";

type Method = (c: BuiltinCall, name: string) => Abstract | undefined;

/** What a method of a text, a list, a promise, a set, a map or a function gives back, or undefined if no such method goes by that name. */
export const methodCalled = (c: BuiltinCall, name: string): Abstract | undefined => methods.get(name)?.(c, name);

/** Text of the receiver (and of the arguments, which may be put into it). */
const textMethod: Method = (c, name) => {
  const outline = outlineAfter(c, name);
  if (!/^replace(?:All)?$/.test(name)) return textOf([c.receiver, ...c.args], outline);
  if (leavesNarrow(c.args)) return { taints: [], outline };
  const by = c.args[1]?.fn ? c.apply(c.args[1], [textOf([c.receiver])]) : (c.args[1] ?? unknown);
  return textOf([c.receiver, by], outline);
};

/** `text.replace(/[^a-z0-9-]/gi, "")`: only letters, digits and the like are left of it. */
function leavesNarrow([pattern, by]: readonly Abstract[]): boolean {
  const others = /^\/\[\^((?:[\w .:@-]|\\[-wds.])+)\]\+?\/[imuy]*g[imuy]*$/;
  return others.test(String(pattern?.literal)) && typeof by?.literal === "string" && /^[\w .:@-]*$/.test(by.literal);
}

/** How the text looks after a method: what it looked like before, and what `concat` adds. */
function outlineAfter({ receiver, args }: BuiltinCall, name: string): string | undefined {
  if (receiver.outline === undefined || name !== "concat") return receiver.outline;
  return [receiver, ...args].map((part) => part.outline ?? "\0").join("");
}

const same: Method = (c) => c.receiver;

const each = (c: BuiltinCall): Abstract => c.apply(c.args[0], [itemOf(c.receiver), unknown, c.receiver]);

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
  const kinds =
    callback?.kind === "function" ? kindsToldBy(c, callback) : (provenOf(c.args[0]?.fn, c.frame)?.kinds ?? []);
  return kinds.length > 0 ? cleaned(item, kinds) : item;
}

/** What `(item) => test` proves of the item. */
function kindsToldBy(c: BuiltinCall, { params, body }: ir.FunctionExpression): readonly string[] {
  const [returns] = body;
  const item = params[0]?.target;
  if (returns?.kind !== "return" || !returns.value || item?.kind !== "name") return [];
  const facts = outcomesOf(c.ev, returns.value, c.frame).whenTrue;
  return facts.find(({ expression }) => expression.kind === "name" && expression.name === item.name)?.kinds ?? [];
}

function reduced(c: BuiltinCall): Abstract {
  const item = itemOf(c.receiver);
  const start = c.args[1] ?? item;
  return either(start, c.apply(c.args[0], [start, item]));
}

function settledBy(c: BuiltinCall): Abstract {
  c.apply(c.args[0], []);
  return c.receiver;
}

/** `list.push(x)` and the like. */
function added(c: BuiltinCall, values: readonly Abstract[], result: Abstract): Abstract {
  put(c, values);
  return result;
}

function calledWith(c: BuiltinCall): Abstract | undefined {
  const closure = c.receiver.fn;
  return closure?.home.run(closure, c.args.slice(1), c.args[0], c.frame.activation);
}

/** The function with its `this`. */
function boundTo(c: BuiltinCall): Abstract {
  const { fn } = c.receiver;
  return fn && c.args[0] ? { ...c.receiver, fn: { ...fn, self: c.args[0] } } : c.receiver;
}

const methods = new Map<string, Method>([
  ...[
    "trim",
    "trimStart",
    "trimEnd",
    "toLowerCase",
    "toUpperCase",
    "toString",
    "slice",
    "substring",
    "substr",
    "normalize",
    "padStart",
    "padEnd",
    "repeat",
    "concat",
    "replace",
    "replaceAll",
    "at",
    "charAt",
    "join",
    "toLocaleLowerCase",
  ].map((name) => [name, sliceOrText(name)] as const),
  ["split", (c) => listOf(textOf([c.receiver]))],
  ["match", (c) => listOf(textOf([c.receiver]))],
  ["matchAll", (c) => listOf(listOf(textOf([c.receiver])))],
  ["filter", (c) => ({ ...c.receiver, shape: undefined, taints: [], item: chosen(c) })],
  ["sort", same],
  ["toSorted", same],
  ["reverse", same],
  ["toReversed", same],
  ["flat", (c) => listOf(itemOf(itemOf(c.receiver)))],
  ["values", same],
  ["map", (c) => listOf(each(c))],
  ["flatMap", (c) => listOf(itemOf(each(c)))],
  ["forEach", (c) => afterEach(c, unknown)],
  ["some", (c) => afterEach(c, unknown)],
  ["every", (c) => afterEach(c, unknown)],
  ["find", chosen],
  ["findLast", chosen],
  ["reduce", reduced],
  ["reduceRight", reduced],
  ["then", (c) => c.apply(c.args[0], [c.receiver])],
  ["catch", (c) => either(c.receiver, c.apply(c.args[0], [unknown]))],
  ["finally", (c) => settledBy(c)],
  ["get", (c) => got(c)],
  ["pop", (c) => itemOf(c.receiver)],
  ["shift", (c) => itemOf(c.receiver)],
  ["push", (c) => added(c, c.args, unknown)],
  ["unshift", (c) => added(c, c.args, unknown)],
  ["add", (c) => (isCollection(c) ? added(c, c.args, c.receiver) : undefined)],
  ["set", (c) => (isCollection(c) ? added(c, c.args.slice(1), c.receiver) : undefined)],
  ["call", (c) => calledWith(c)],
  ["bind", boundTo],
]);

const isCollection = ({ receiver }: BuiltinCall): boolean => /^(?:Set|Map)\.new\(\)$/.test(receiver.api ?? "");

function got(c: BuiltinCall): Abstract | undefined {
  if (isCollection(c)) return c.receiver.item ?? unknown;
  return c.receiver.taints.length > 0 ? { taints: c.receiver.taints } : undefined;
}

/** `slice`, `concat` and `at` are methods of arrays too: an array stays one. */
function sliceOrText(name: string): Method {
  return (c, called) => {
    const { receiver, args } = c;
    if (name === "join") return joinedText(c);
    const isArray = receiver.item !== undefined && name !== "toString";
    if (isArray) return name === "at" ? itemOf(receiver) : joinedLists(c);
    const isKnown = receiver.literal !== undefined && args.every((arg) => arg.literal !== undefined);
    return isKnown ? undefined : textMethod(c, called);
  };
}

/** What `slice` leaves, or `concat` makes, of a list. */
function joinedLists({ receiver, args }: BuiltinCall): Abstract {
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
