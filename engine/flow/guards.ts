import type * as ir from "../program/ir.ts";
import { type Abstract, cleaned, unknown, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Frame, lookup } from "./frame.ts";
import { indexOf } from "./model-index.ts";

/** Runs `then` knowing that a test came out true or false; the knowledge ends with it. */
export function refined<T>(ev: Evaluation, test: ir.Expression, outcome: boolean, frame: Frame, then: () => T): T {
  const before = frame.variables;
  const facts = cleanedBy(ev, test, outcome, frame);
  if (facts.length === 0) return then();
  frame.variables = new Map(before);
  applyFacts(facts, frame);
  const result = then();
  const after = frame.variables;
  frame.variables = new Map(after);
  for (const fact of facts) {
    const root = rootOf(fact.expression);
    const old = root && before.get(root);
    if (root && old) frame.variables.set(root, old);
  }
  return result;
}

/** What a test's outcome makes harmless from here on, written into the frame. */
export function refine(ev: Evaluation, test: ir.Expression, outcome: boolean, frame: Frame): void {
  applyFacts(cleanedBy(ev, test, outcome, frame), frame);
}

interface Fact {
  readonly expression: ir.Expression;
  readonly kinds: readonly string[];
}

function cleanedBy(ev: Evaluation, test: ir.Expression, outcome: boolean, frame: Frame): readonly Fact[] {
  if (test.kind === "unary" && test.operator === "!") return cleanedBy(ev, test.operand, !outcome, frame);
  if (test.kind === "binary") return comparison(ev, test, outcome, frame);
  if (test.kind === "name") return keptTest(ev, test, outcome, frame);
  if (test.kind !== "call") return [];
  return outcome ? guardCall(ev, test, frame) : refusalCall(ev, test, frame);
}

function comparison(ev: Evaluation, test: ir.Binary, outcome: boolean, frame: Frame): readonly Fact[] {
  const bothWays = (test.operator === "&&" && outcome) || (test.operator === "||" && !outcome);
  if (bothWays) return [...cleanedBy(ev, test.left, outcome, frame), ...cleanedBy(ev, test.right, outcome, frame)];
  const isEqual = /^===?$/.test(test.operator) ? outcome : /^!==?$/.test(test.operator) ? !outcome : false;
  if (test.operator === "in" && outcome) return [{ expression: test.left, kinds: ["*"] }];
  if (!isEqual) return [];
  const left = ev.expression(test.left, frame);
  const right = ev.expression(test.right, frame);
  if (typeOfNumber(test.left, right))
    return [{ expression: typeOfNumber(test.left, right) ?? test.left, kinds: ["*"] }];
  if (right.literal !== undefined) return [{ expression: test.left, kinds: ["*"] }];
  return left.literal !== undefined ? [{ expression: test.right, kinds: ["*"] }] : [];
}

/** `typeof x === "number"` (or boolean): x. */
function typeOfNumber(left: ir.Expression, right: Abstract): ir.Expression | undefined {
  const isTypeof = left.kind === "unary" && left.operator === "typeof";
  return isTypeof && (right.literal === "number" || right.literal === "boolean") ? left.operand : undefined;
}

/** A variable that holds what a test said: `const isValid = pattern.test(id)`. */
function keptTest(ev: Evaluation, test: ir.Name, outcome: boolean, frame: Frame): readonly Fact[] {
  const from = lookup(frame, test.name)?.from;
  return from?.kind === "call" ? cleanedBy(ev, from, outcome, frame) : [];
}

/** `isNaN(x)` that came out false. */
function refusalCall(ev: Evaluation, test: ir.Call, frame: Frame): readonly Fact[] {
  const argument = test.args[0];
  const api = ev.expression(test.callee, frame).api;
  const model = api === undefined ? undefined : indexOf(ev.models).of(api).refusal;
  return argument && model ? [{ expression: asWhole(argument), kinds: model.protects }] : [];
}

/** What a number was made of as a whole: if it is one, so is the text. `parseInt` looks at its beginning only. */
function asWhole(e: ir.Expression): ir.Expression {
  if (e.kind === "unary" && e.operator === "+") return e.operand;
  const isNumber = e.kind === "call" && e.callee.kind === "name" && /^(?:Number|BigInt)$/.test(e.callee.name);
  return (isNumber && e.args[0]) || e;
}

function guardCall(ev: Evaluation, test: ir.Call, frame: Frame): readonly Fact[] {
  const argument = test.args[0] && asWhole(test.args[0]);
  if (!argument) return [];
  const callee = ev.expression(test.callee, frame);
  const model = callee.api === undefined ? undefined : indexOf(ev.models).of(callee.api).guard;
  if (model) return [{ expression: argument, kinds: model.protects }];
  if (test.callee.kind !== "member" || typeof test.callee.property !== "string") return [];
  if (test.callee.property === "match") {
    const pattern = ev.expression(argument, frame).literal;
    return typeof pattern === "string" && isNarrow(pattern) ? [{ expression: test.callee.object, kinds: ["*"] }] : [];
  }
  const receiver = ev.expression(test.callee.object, frame);
  const name = test.callee.property;
  if (name === "test" && typeof receiver.literal === "string" && isNarrow(receiver.literal))
    return [{ expression: argument, kinds: ["*"] }];
  const isList = name === "includes" && isOwnList(receiver);
  const isSet = name === "has" && receiver.api !== undefined && /^(Set|Map)\.new\(\)$/.test(receiver.api);
  return isList || isSet ? [{ expression: argument, kinds: ["*"] }] : [];
}

/** A list that the code itself wrote: nothing of the event is in it. */
const isOwnList = (list: Abstract): boolean =>
  list.item !== undefined && list.taints.length === 0 && list.item.taints.length === 0;

/** Whether a regular expression admits only letters, digits, `_`, `-` and the like, from the first character to the last. */
export function isNarrow(literal: string): boolean {
  const end = literal.lastIndexOf("/");
  const source = literal.slice(1, end);
  const flags = literal.slice(end + 1);
  if (!source.startsWith("^") || !source.endsWith("$") || source.endsWith("\\$") || flags.includes("m")) return false;
  const body = source
    .slice(1, -1)
    .replace(/\\[dw]/g, "a")
    .replace(/\\[-.]/g, "a");
  const isPlain = /^[\w{}()[\]+*?,@:| -]*$/.test(body) && !/\[[^\]]*[^\w[]-[^\]]/.test(body) && !body.includes("[^");
  // an alternative outside brackets has only one of the two anchors
  return isPlain && !body.replace(/\([^()]*\)/g, "").includes("|");
}

function rootOf(expression: ir.Expression): string | undefined {
  let here = expression;
  while (here.kind === "member") here = here.object;
  return here.kind === "name" ? here.name : undefined;
}

function applyFacts(facts: readonly Fact[], frame: Frame): void {
  for (const fact of facts) {
    const path: string[] = [];
    let here = fact.expression;
    while (here.kind === "member") {
      path.unshift(typeof here.property === "string" ? here.property : "[]");
      here = here.object;
    }
    if (here.kind !== "name") continue;
    const value = lookup(frame, here.name);
    if (!value) continue;
    const at = fact.expression;
    frame.variables.set(here.name, narrowed(value, path, fact.kinds, at));
  }
}

function narrowed(value: Abstract, path: readonly string[], kinds: readonly string[], at: ir.Expression): Abstract {
  if (path.length === 0) return cleaned(value, kinds);
  let part: Abstract = value;
  for (const key of path) part = part.shape?.properties.get(key) ?? propertyOf(part, key, at);
  return withProperty(value, path, cleaned(part, kinds), at);
}

const propertyOf = (value: Abstract, key: string, at: ir.Expression): Abstract => {
  const taints = value.taints.map((taint) =>
    taint.settled ? taint : { ...taint, path: [...taint.path, key], readAt: at },
  );
  return taints.length === 0 ? unknown : { taints };
};
