import { memoByText } from "../memo.ts";
import { type Abstract, either, textOf, unknown } from "./abstract.ts";
import { type BuiltinCall, first, replace } from "./builtin-call.ts";
import { collectionOf } from "./collections.ts";
import { iterated, listOf, listOfAll } from "./iterated.ts";
import { fitsPath } from "./library-path.ts";
import { methodCalled } from "./methods.ts";
import { indexOf } from "./model-index.ts";
import { objectFunctions } from "./objects.ts";
import { handedOn } from "./passes.ts";
import { promiseFunctions } from "./promises.ts";
import { noteCall } from "./record.ts";
import { cleaned } from "./taint-changes.ts";
import { queryOf, urlOf } from "./urls.ts";

/** Values of the platform whose methods are those of the language, though their library path is known. */
const withMethods = /^(?:(?:Weak)?(?:Set|Map)|Array|RegExp|URL|URLSearchParams|Error|events(?:\.\w+)*)\.new\(\)\./;

/** What a call of something that the language or the platform brings gives back, or undefined if it is none of that. */
export function builtin(call: Omit<BuiltinCall, "apply">): Abstract | undefined {
  const c: BuiltinCall = { ...call, apply: (fn, args, self) => applied(c, fn, args, self) };
  const { api } = c.callee;
  const made = api !== undefined && c.call.isNew ? `${api}.new` : api;
  const known = made === undefined ? undefined : functionFor(made)?.(c);
  if (known || (api !== undefined && !withMethods.test(api))) return known;
  const name = c.call.callee.kind === "member" ? c.call.callee.property : undefined;
  return typeof name === "string" ? methodCalled(c, name) : undefined;
}

/** What a function that was given as an argument gives back: one of the workspace's, or of the platform's (`.map(String)`). */
function applied(c: BuiltinCall, given: Abstract | undefined, args: readonly Abstract[], self?: Abstract): Abstract {
  if (!given?.fn) return given?.api === undefined ? unknown : appliedNamed(c, given.api, args);
  let result = unknown;
  for (const closure of [given.fn, ...(given.others ?? [])]) {
    noteCall(c.frame.activation, closure.fn);
    result = either(result, closure.home.run(closure, args, self, c.frame.activation));
  }
  return result;
}

function appliedNamed(c: BuiltinCall, api: string, args: readonly Abstract[]): Abstract {
  c.reach({ taints: [], api }, args);
  const { result, pass } = indexOf(c.ev.models).of(api);
  if (result) return cleaned(args[0] ?? unknown, result.protects);
  if (pass) return handedOn(pass, { ...c, receiver: unknown, args: args.slice(0, 1) });
  return functionFor(api)?.({ ...c, callee: { taints: [], api }, receiver: unknown, args }) ?? unknown;
}

/** `new Error(message)`, and `super(message)` in a class of errors. */
function errorOf(c: BuiltinCall): Abstract {
  const message = textOf([first(c)], first(c).outline);
  const properties = new Map([
    ["message", message],
    ["stack", message],
    ["cause", c.args[1]?.shape?.properties.get("cause") ?? unknown],
  ]);
  const { callee } = c.call;
  if (callee.kind === "name" && callee.name === "super") {
    const self = c.ev.expression({ ...callee, name: "this" }, c.frame);
    const all = new Map([...properties, ...(self.shape?.properties ?? [])]);
    replace(c, { ...callee, name: "this" }, { ...self, shape: { properties: all, open: true } });
  }
  return { taints: [], api: "Error.new()", from: c.call, shape: { properties, open: true } };
}

/** `setTimeout(callback, delay, …arguments)`. At the top level it runs when the module is complete. */
function delayed(c: BuiltinCall, firstArgument: number): Abstract {
  if (!c.args[0]?.fn || c.frame.activation.pass.isTopLevel) return unknown;
  c.apply(c.args[0], c.args.slice(firstArgument));
  return unknown;
}

/** `Array.from(items, change)`. */
function arrayFrom(c: BuiltinCall): Abstract {
  const item = iterated(first(c), c.frame, c.call);
  return listOf(c.args[1] ? c.apply(c.args[1], [item]) : item);
}

/** `new RegExp("^\\d+$", "i")` as its literal would be. */
function patternOf(source: Abstract, flags: Abstract | undefined): Abstract {
  const isKnown = typeof source.literal === "string" && (!flags || typeof flags.literal === "string");
  const literal = isKnown ? `/${source.literal}/${flags?.literal ?? ""}` : undefined;
  return { taints: textOf([source]).taints, literal, api: "RegExp.new()" };
}

const errors = ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"];

/** Functions of the platform that do more than to hand on what they get: what does only that is data. */
const functions: readonly (readonly [readonly string[], (c: BuiltinCall) => Abstract])[] = [
  ...objectFunctions,
  ...promiseFunctions,
  [["Array.from", "Array.fromAsync"], arrayFrom],
  [["Array.of"], (c) => listOfAll(c.args)],
  [["Set.new", "WeakSet.new", "Map.new", "WeakMap.new"], (c) => collectionOf(c, `${c.callee.api}.new()`)],
  [["RegExp", "RegExp.new"], (c) => patternOf(first(c), c.args[1])],
  [["URL.new", "url.URL.new"], urlOf],
  [["URLSearchParams.new", "url.URLSearchParams.new"], queryOf],
  [errors.flatMap((name) => [name, `${name}.new`]), errorOf],
  [["setTimeout", "setInterval"], (c) => delayed(c, 2)],
  [["setImmediate", "queueMicrotask", "process.nextTick"], (c) => delayed(c, 1)],
  [["**.bind"], (c) => c.receiver],
  [["aws-sdk.**.promise"], (c) => ({ taints: [], api: `${c.callee.api}()`, from: c.receiver.from })],
];

/** The function of a library path: the same paths are asked for again and again. */
const functionFor = memoByText(
  (api) => functions.find(([patterns]) => patterns.some((pattern) => fitsPath(pattern, api)))?.[1],
);
