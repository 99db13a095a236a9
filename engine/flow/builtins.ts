import { memoByText } from "../memo.ts";
import { type Abstract, either, textOf, unknown } from "./abstract.ts";
import { type BuiltinCall, first, itemOf, listOf } from "./builtin-call.ts";
import { fitsPath } from "./library-path.ts";
import { methodCalled } from "./methods.ts";
import { noteCall } from "./record.ts";

/** What a call of something that the language or the platform brings gives back, or undefined if it is none of that. */
export function builtin(call: Omit<BuiltinCall, "apply">): Abstract | undefined {
  const c: BuiltinCall = { ...call, apply: (fn, args) => applied(c, fn, args) };
  const { api } = c.callee;
  const made = api !== undefined && c.call.isNew ? `${api}.new` : api;
  const known = made === undefined ? undefined : functionFor(made)?.(c);
  if (known || (api !== undefined && !/^(?:Set|Map|Array)\.new\(\)\./.test(api))) return known;
  const name = c.call.callee.kind === "member" ? c.call.callee.property : undefined;
  return typeof name === "string" ? methodCalled(c, name) : undefined;
}

/** What a function that was given as an argument gives back: one of the workspace's, or of the platform's (`.map(String)`). */
function applied(c: BuiltinCall, given: Abstract | undefined, args: readonly Abstract[]): Abstract {
  if (!given?.fn)
    return (given?.api && functionFor(given.api)?.({ ...c, callee: given, receiver: unknown, args })) || unknown;
  noteCall(c.frame.activation, given.fn.fn);
  return given.fn.home.run(given.fn, args, undefined, c.frame.activation);
}

const text = (c: BuiltinCall): Abstract => textOf(c.args);

/** Functions of the platform that hand on what they get; those left out hand on nothing. */
const functions: readonly (readonly [readonly string[], (c: BuiltinCall) => Abstract])[] = [
  [
    ["JSON.parse", "structuredClone", "Promise.resolve", "Object.freeze", "Object.fromEntries", "util.promisify"],
    first,
  ],
  [
    [
      "JSON.stringify",
      "String",
      "decodeURIComponent",
      "decodeURI",
      "encodeURI",
      "unescape",
      "atob",
      "util.format",
      "Buffer.from",
      "Buffer.concat",
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
  [["Promise.all", "Promise.allSettled", "Promise.any"], first],
  [["Promise.race"], (c) => itemOf(first(c))],
  [["Array.from"], (c) => (c.args[1] ? listOf(c.apply(c.args[1], [itemOf(first(c))])) : listOf(itemOf(first(c))))],
  [["Set.new"], (c) => ({ taints: [], api: "Set.new()", item: itemOf(first(c)), from: c.call })],
  [["Map.new"], (c) => ({ taints: [], api: "Map.new()", item: secondOf(itemOf(first(c))), from: c.call })],
  [["RegExp", "RegExp.new"], (c) => patternOf(first(c), c.args[1])],
  [["Object.keys"], (c) => listOf(textOf([{ taints: first(c).taints }]))],
  [["Object.values"], (c) => listOf(valuesOf(first(c)))],
  [["Object.entries"], (c) => listOf(pairOf(textOf([{ taints: first(c).taints }]), valuesOf(first(c))))],
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
  return object.item ? either(all, object.item) : all;
};

const pairOf = (key: Abstract, value: Abstract): Abstract => ({
  taints: [],
  shape: {
    properties: new Map([
      ["0", key],
      ["1", value],
    ]),
    open: false,
  },
});

/** The value of a pair `[key, value]`. */
const secondOf = (pair: Abstract): Abstract => pair.shape?.properties.get("1") ?? { taints: pair.taints };

/** `new RegExp("^\\d+$", "i")` as its literal would be. */
function patternOf(source: Abstract, flags: Abstract | undefined): Abstract {
  const isKnown = typeof source.literal === "string" && (!flags || typeof flags.literal === "string");
  const literal = isKnown ? `/${source.literal}/${flags?.literal ?? ""}` : undefined;
  return { taints: textOf([source]).taints, literal, api: "RegExp.new()" };
}
