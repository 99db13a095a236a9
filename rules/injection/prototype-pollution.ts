import { type Code, type Cure, type Edit, type Flow, nodesOf, taintRule, textAt } from "../../engine/authoring.ts";
import { isMended } from "../shared/mended.ts";
import { shown } from "../shared/shown.ts";
import { functionsAround, isKeyChecked } from "./_key-checks.ts";

export default taintRule({
  meta: {
    id: "injection/prototype-pollution",
    severity: "warning",
    confidence: "medium",
    summary: "Keys of the event can reach the prototype of all objects",
    why: "`target[key]` with the key `__proto__` is no property of the object but its prototype, and `constructor.prototype` leads there too. A merge or a path that goes one step further then writes into `Object.prototype`: from there on every object of the container has the property, for this and all later requests. An `isAdmin` that nobody set is true, an option that nobody gave is on, and some libraries run what they find there.\n\nAn object without a prototype (`Object.create(null)`), a `Map`, or a list of keys that are left out ends it. `Object.assign` and spread copy one level and are no danger in this way, and neither is `JSON.parse` itself.",
    duty: "code",
    cwe: [1321],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "OWASP: Prototype Pollution Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html",
      },
      {
        title: "MDN: JavaScript prototype pollution",
        url: "https://developer.mozilla.org/en-US/docs/Web/Security/Attacks/Prototype_pollution",
      },
    ],
    examples: [
      {
        title: "A merge of one's own",
        bad: `const settings = { theme: { dark: false } };

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === "object" && typeof target[key] === "object") {
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
      ^^^^^^^^^^^ 'target[key]' writes to the prototype of all objects if 'event.body[]' of the request has '__proto__'
    }
  }
  return target;
}

exports.handler = async (event) => {
  const merged = merge({ ...settings }, JSON.parse(event.body));
  return { statusCode: 200, body: JSON.stringify({ merged, isAdmin: Boolean({}.isAdmin) }) };
};`,
        fixed: `const settings = { theme: { dark: false } };

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") continue;
    if (typeof source[key] === "object" && typeof target[key] === "object") {
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

exports.handler = async (event) => {
  const merged = merge({ ...settings }, JSON.parse(event.body));
  return { statusCode: 200, body: JSON.stringify({ merged, isAdmin: Boolean({}.isAdmin) }) };
};`,
      },
      {
        title: "A table of tables",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEvent) => {
  const counts: Record<string, Record<string, number>> = {};
  for (const { country, city } of JSON.parse(event.body ?? "[]")) {
    counts[country] ??= {};
    counts[country][city] = (counts[country][city] ?? 0) + 1;
    ^^^^^^^^^^^^^^^ 'counts[country]' writes to the prototype of all objects if 'event.body[].country' of the request has '__proto__'
  }
  return { statusCode: 200, body: JSON.stringify(counts) };
};`,
        fixed: `import type { APIGatewayProxyEvent } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEvent) => {
  const counts: Record<string, Record<string, number>> = Object.create(null);
  for (const { country, city } of JSON.parse(event.body ?? "[]")) {
    counts[country] ??= {};
    counts[country][city] = (counts[country][city] ?? 0) + 1;
  }
  return { statusCode: 200, body: JSON.stringify(counts) };
};`,
      },
      {
        title: "A path that is walked, in a module of its own",
        bad: `import { put } from "./put.js";

export const handler = async (event) => {
  const { path, value } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify(put({}, path, value)) };
};
//- put.js
export function put(object, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  let at = object;
  for (const key of keys) at = at[key] ??= {};
  at[last] = value;
  ^^^^^^^^ 'at[last]' writes to the prototype of all objects if 'event.body.path' of the request has '__proto__'
  return object;
}`,
      },
      {
        title: "An old merge of a library",
        bad: `const merge = require("lodash/merge");

exports.handler = async (event) => {
  const options = merge({}, { page: 1 }, JSON.parse(event.body));
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'merge' copies '__proto__' of 'event.body' of the request into all objects
  return { statusCode: 200, body: JSON.stringify(options) };
};
//- package.json
{ "dependencies": { "lodash": "4.17.4" } }`,
      },
      {
        title: "Keys that are checked, no prototype, one level, a mended library",
        good: `const _ = require("lodash");

function merge(target, source) {
  for (const [key, value] of Object.entries(source)) {
    if (!Object.hasOwn(target, key)) continue;
    if (typeof value === "object") merge(target[key], value);
    else target[key] = value;
  }
  return target;
}

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const totals = Object.create(null);
  const seen = new Map();
  const byName = {};
  for (const { country, city } of body.places) {
    totals[country] ??= {};
    totals[country][city] = 1;
    if (!seen.has(country)) seen.set(country, {});
    seen.get(country)[city] = 1;
    byName[city] = country;
  }
  const merged = merge({ page: 1 }, body.options);
  const copy = Object.assign({}, body, { ...merged });
  return { statusCode: 200, body: JSON.stringify({ totals, byName, copy, deep: _.merge({}, body) }) };
};
//- package.json
{ "dependencies": { "lodash": "^4.17.21" } }`,
      },
    ],
  },
  to: "proto",
  accepts: (flow) => isMended(flow) || (flow.library === "javascript" && !reachesDeeper(flow)),
  message: (flow) =>
    flow.library === "javascript"
      ? `'${shown(flow.sink, 30)}' writes to the prototype of all objects if '${shown(flow.source, 30)}' of ${flow.event} has '__proto__'`
      : `'${shown(flow.sink, 30)}' copies '__proto__' of '${shown(flow.source, 30)}' of ${flow.event} into all objects`,
  fix: (flow, edit) =>
    flow.library === "javascript" ? (withoutPrototype(flow, edit) ?? leftOut(flow, edit)) : undefined,
});

/** Whether the write goes on from a property that the event has named: one step alone reaches no prototype of others. */
function reachesDeeper(flow: Flow): boolean {
  const { call, argument } = flow;
  if (call.kind !== "member" || isKeyChecked(flow, argument)) return false;
  const { written, steps } = targetAround(flow, call);
  if (!written || isNewObject(written.value)) return false;
  return steps.length > 0
    ? steps.some(({ property }) => typeof property !== "string")
    : isWalked(flow, call, written) || isMergedInto(flow, call);
}

/** The assignment that a member is the target of, or the beginning of the target; `steps`: the members from there to the target. */
function targetAround(
  flow: Flow,
  member: Code.Member,
): { readonly written?: Code.Assignment; readonly steps: readonly Code.Member[] } {
  const steps: Code.Member[] = [];
  let inner: Code.Expression | Code.Statement = member;
  for (const node of flow.around(member).toReversed()) {
    if (node.kind === "member" && node.object === inner) steps.push(node);
    else return { written: node.kind === "assignment" && node.target === inner ? node : undefined, steps };
    inner = node;
  }
  return { steps };
}

const isNewObject = (value: Code.Expression): boolean => value.kind === "object" && value.properties.length === 0;

/** `at = at[key]` before `at[last] = value`. */
function isWalked(flow: Flow, { object }: Code.Member, written: Code.Assignment): boolean {
  if (object.kind === "call") return object.callee.kind === "member" && object.callee.property === "reduce";
  const scope = functionsAround(flow).at(-1);
  if (!scope || object.kind !== "name") return false;
  for (const node of nodesOf(scope)) {
    if (node === written || node.kind !== "assignment") continue;
    if (node.target.kind !== "name" || node.target.name !== object.name) continue;
    for (const part of nodesOf(node.value)) if (isStep(part, object.name)) return true;
  }
  return false;
}

const isStep = (node: Code.Expression | Code.Statement, name: string): boolean =>
  node.kind === "member" &&
  typeof node.property !== "string" &&
  node.property.kind !== "literal" &&
  node.object.kind === "name" &&
  node.object.name === name;

/** `merge(target[key], …)` in the function `merge` that writes to `target[key]`. */
function isMergedInto(flow: Flow, { object }: Code.Member): boolean {
  if (object.kind !== "name") return false;
  const names = namesAround(flow);
  for (const scope of functionsAround(flow)) {
    for (const node of nodesOf(scope)) {
      if (node.kind !== "call" || !names.has(calledName(node))) continue;
      if (node.args.some((argument) => isStep(argument, object.name))) return true;
    }
  }
  return false;
}

/** What the functions around the sink are called. */
function namesAround(flow: Flow): ReadonlySet<string | undefined> {
  const names = new Set<string | undefined>();
  for (const node of flow.around(flow.call)) {
    if (node.kind === "function" && node.name !== undefined) names.add(node.name);
    if (node.kind === "variable" && node.target.kind === "name") names.add(node.target.name);
  }
  return names;
}

const calledName = ({ callee }: Code.Call): string =>
  callee.kind === "name" ? callee.name : callee.kind === "member" ? String(callee.property) : "";

/** `const counts = {}` of the same function becomes an object without a prototype. */
function withoutPrototype(flow: Flow, edit: Edit): Cure | undefined {
  const { call } = flow;
  const object = call.kind === "member" ? call.object : undefined;
  const made = object?.kind === "name" ? flow.definition(object.name) : undefined;
  const outer = flow.around(call).at(-1);
  if (made?.kind !== "object" || made.properties.length > 0 || outer?.kind !== "member") return undefined;
  return {
    title: "Use an object without a prototype",
    safety: "unsafe",
    edits: edit.text(made, "Object.create(null)"),
  };
}

/** The keys that lead to prototypes are passed over in the loop that gives them. */
function leftOut(flow: Flow, edit: Edit): Cure | undefined {
  const key = flow.argument;
  const loop = flow.around(flow.call).findLast((node) => node.kind === "loop");
  const [first] = loop?.kind === "loop" ? loop.body : [];
  if (loop?.kind !== "loop" || key.kind !== "name" || !first || !namesIn(loop.each).includes(key.name))
    return undefined;
  const test = ["__proto__", "constructor", "prototype"].map(
    (name) => `${textAt(key)} === ${edit.quote(key)}${name}${edit.quote(key)}`,
  );
  return {
    title: "Pass over the keys that lead to a prototype",
    safety: "unsafe",
    edits: edit.linesBefore(first, [`if (${test.join(" || ")}) continue;`]),
  };
}

function namesIn(pattern: Code.Pattern | undefined): readonly string[] {
  if (pattern?.kind === "name") return [pattern.name];
  if (pattern?.kind !== "array-pattern") return [];
  return pattern.items.flatMap((item) => namesIn(item?.target));
}
