import { memoByText } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { type Abstract, either, ofLiteral, property, textOf, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { change, type Frame } from "./frame.ts";
import { fitsPath } from "./library-path.ts";
import { noteCall } from "./record.ts";

/** A call of something that the language or the platform brings. */
interface BuiltinCall {
  readonly ev: Evaluation;
  readonly call: ir.Call;
  readonly callee: Abstract;
  readonly receiver: Abstract;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
}

/** What the call gives back, or undefined if it is none of ours. */
export function builtin(c: BuiltinCall): Abstract | undefined {
  const api = c.callee.api;
  if (api !== undefined) {
    return functionFor(api)?.(c);
  }
  const name = c.call.callee.kind === "member" ? c.call.callee.property : undefined;
  return typeof name === "string" ? methods.get(name)?.(c, name) : undefined;
}

const first = (c: BuiltinCall): Abstract => c.args[0] ?? unknown;
const text = (c: BuiltinCall): Abstract => textOf(c.args);

/** Functions of the platform that hand on what they get; those left out hand on nothing. */
const functions: readonly (readonly [readonly string[], (c: BuiltinCall) => Abstract])[] = [
  [
    [
      "JSON.parse",
      "structuredClone",
      "Promise.resolve",
      "Object.freeze",
      "Array.from",
      "Object.fromEntries",
      "util.promisify",
    ],
    first,
  ],
  [
    [
      "JSON.stringify",
      "String",
      "decodeURIComponent",
      "encodeURI",
      "util.format",
      "Buffer.from",
      "path.join",
      "path.resolve",
      "path.normalize",
      "querystring.parse",
      "URL.new",
      "URLSearchParams.new",
      "String.raw",
      "querystring.unescape",
    ],
    text,
  ],
  [["Promise.all", "Promise.allSettled", "Promise.race", "Promise.any"], first],
  [["Object.keys"], (c) => ({ taints: [], item: { taints: textOf([{ taints: first(c).taints }]).taints } })],
  [["Object.values"], (c) => ({ taints: [], item: valuesOf(first(c)) })],
  [
    ["Object.entries"],
    (c) => ({
      taints: [],
      item: {
        taints: [],
        shape: {
          properties: new Map([
            ["0", { taints: first(c).taints }],
            ["1", valuesOf(first(c))],
          ]),
          open: false,
        },
      },
    }),
  ],
  [["Object.assign"], (c) => c.args.reduce((all, one) => either(all, one), unknown)],
  [
    [
      "aws-xray-sdk.captureAWS",
      "aws-xray-sdk-core.captureAWS",
      "aws-xray-sdk.captureAWSv3Client",
      "aws-xray-sdk-core.captureAWSv3Client",
      "aws-xray-sdk.captureAWSClient",
      "aws-xray-sdk-core.captureAWSClient",
      "**.captureAWSv3Client",
    ],
    first,
  ],
  [["**.bind"], (c) => c.receiver],
  [["aws-sdk.**.promise"], (c) => ({ taints: [], api: `${c.callee.api}()`, from: c.receiver.from })],
];

/** The function of a library path: the same paths are asked for again and again. */
const functionFor = memoByText(
  (api) => functions.find(([patterns]) => patterns.some((pattern) => fitsPath(pattern, api)))?.[1],
);

const valuesOf = (object: Abstract): Abstract => {
  let all: Abstract = { taints: object.taints };
  for (const part of object.shape?.properties.values() ?? []) all = either(all, part);
  return all;
};

type Method = (c: BuiltinCall, name: string) => Abstract | undefined;

/** Text of the receiver (and of the arguments, which may be put into it). */
const textMethod: Method = (c, name) => {
  const outline = outlineAfter(c, name);
  return /^replace(?:All)?$/.test(name) && leavesNarrow(c.args)
    ? { taints: [], outline }
    : textOf([c.receiver, ...c.args], outline);
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
const itemOf = (array: Abstract, at: ir.Expression): Abstract => array.item ?? property(array, "[]", at);
const listOf = (item: Abstract): Abstract => ({ taints: [], item });

/** Calls a function argument with what the array holds. */
function withCallback(c: BuiltinCall, args: readonly Abstract[]): Abstract {
  const callback = first(c);
  if (!callback.fn) return unknown;
  noteCall(c.frame.activation, callback.fn.fn);
  return callback.fn.home.run(callback.fn, args, undefined, c.frame.activation);
}

const each = (c: BuiltinCall): Abstract => withCallback(c, [itemOf(c.receiver, c.call), unknown, c.receiver]);

/** What is given back after the callback has run on each item. */
function afterEach(c: BuiltinCall, result: Abstract): Abstract {
  each(c);
  return result;
}

function settledBy(c: BuiltinCall): Abstract {
  withCallback(c, []);
  return c.receiver;
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
  ["filter", (c) => afterEach(c, c.receiver)],
  ["sort", same],
  ["reverse", same],
  ["values", same],
  ["map", (c) => listOf(each(c))],
  ["flatMap", (c) => each(c)],
  ["forEach", (c) => afterEach(c, unknown)],
  ["some", (c) => afterEach(c, unknown)],
  ["every", (c) => afterEach(c, unknown)],
  ["find", (c) => afterEach(c, itemOf(c.receiver, c.call))],
  [
    "reduce",
    (c) =>
      either(
        c.args[1] ?? unknown,
        withCallback(c, [c.args[1] ?? itemOf(c.receiver, c.call), itemOf(c.receiver, c.call)]),
      ),
  ],
  ["then", (c) => withCallback(c, [c.receiver])],
  ["catch", (c) => either(c.receiver, withCallback(c, [unknown]))],
  ["finally", (c) => settledBy(c)],
  ["get", (c) => (c.receiver.taints.length > 0 ? { taints: c.receiver.taints } : undefined)],
  ["pop", (c) => itemOf(c.receiver, c.call)],
  ["shift", (c) => itemOf(c.receiver, c.call)],
  ["push", (c) => pushed(c)],
  ["call", (c) => applyCall(c)],
  ["bind", same],
]);

/** `slice`, `concat` and `at` are methods of arrays too: an array stays one. */
function sliceOrText(name: string): Method {
  return (c, called) => {
    const isArray = c.receiver.item !== undefined && name !== "join" && name !== "toString";
    if (!isArray && c.receiver.literal !== undefined && c.args.every((arg) => arg.literal !== undefined))
      return undefined;
    if (isArray)
      return name === "at"
        ? itemOf(c.receiver, c.call)
        : {
            ...c.receiver,
            shape: undefined,
            item: c.args.reduce((all, one) => either(all, one.item ?? unknown), c.receiver.item ?? unknown),
          };
    return name === "join" ? joinedText(c) : textMethod(c, called);
  };
}

/** `[a, b].join(" ")`: the items' outlines in order, where the array is a literal. */
function joinedText(c: BuiltinCall): Abstract {
  const properties = c.receiver.shape?.properties;
  const between = c.args[0]?.literal ?? ",";
  const parts = properties && Array.from(properties.values());
  const outline = parts?.map((part) => part.outline ?? "\0").join(String(between));
  if (parts?.every((part) => part.literal !== undefined)) return ofLiteral(outline ?? "");
  return textOf(parts ?? [c.receiver], outline);
}

/** `list.push(x)`: the variable's array holds x from now on. */
function pushed(c: BuiltinCall): Abstract {
  const callee = c.call.callee;
  if (callee.kind !== "member" || callee.object.kind !== "name") return unknown;
  const item = c.args.reduce((all, one) => either(all, one), c.receiver.item ?? unknown);
  change(c.frame, callee.object.name, { ...c.receiver, item, shape: undefined });
  return unknown;
}

function applyCall(c: BuiltinCall): Abstract | undefined {
  const closure = c.receiver.fn;
  return closure?.home.run(closure, c.args.slice(1), c.args[0], c.frame.activation);
}
