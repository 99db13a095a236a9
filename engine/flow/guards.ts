import { memo } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { rootOf } from "../program/patterns.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, type Closure, unknown } from "./abstract.ts";
import { beginsWith, contains, fits, holdsFor, isOfType, isOwn, opposite } from "./allowed.ts";
import type { Evaluation } from "./evaluation.ts";
import { common, type Fact, nothingKnown, type Outcomes } from "./facts.ts";
import { type Frame, lookup } from "./frame.ts";
import { exceptInherited } from "./harmless.ts";
import { indexOf } from "./model-index.ts";
import type { BarrierFact } from "./models.ts";
import { provenBy, provenOf } from "./proven.ts";
import { passing } from "./schema-check.ts";
import { isNormalised, withAddress } from "./whole-of.ts";

/** What the outcomes of a test tell. The test must just have been evaluated in the frame: the values found then are what counts. */
export function outcomesOf(ev: Evaluation, test: ir.Expression, frame: Frame): Outcomes {
  const ask: Ask = { ev, frame, valueOf: (e) => frame.activation.pass.latest.get(e) ?? unknown };
  return outcomes(ask, test);
}

interface Ask {
  readonly ev: Evaluation;
  readonly frame: Frame;
  /** What an expression was found to be last. */
  valueOf(e: ir.Expression): Abstract;
}

function outcomes(ask: Ask, test: ir.Expression): Outcomes {
  const { verdict } = ask.valueOf(test);
  if (verdict) return passing(verdict);
  switch (test.kind) {
    case "unary":
      return test.operator === "!" ? opposite(outcomes(ask, test.operand)) : nothingKnown;
    case "binary":
      return combination(ask, test);
    case "name": {
      // a variable that holds what a test said: `const isValid = pattern.test(id)`
      const from = lookup(ask.frame, test.name)?.from;
      return from && from !== test && /^(?:call|binary|unary)$/.test(from.kind) ? outcomes(ask, from) : nothingKnown;
    }
    case "member":
      return typeof test.property !== "string" && isOwn(ask.valueOf(test.object))
        ? holdsFor(test.property, exceptInherited)
        : nothingKnown;
    case "call":
      return withAddress(called(ask, test), ask.valueOf);
    case "conditional":
      return test.whenFalse.kind === "literal" && !test.whenFalse.value
        ? both(outcomes(ask, test.test), outcomes(ask, test.whenTrue))
        : nothingKnown;
    case "await":
      return outcomes(ask, test.value);
    default:
      return nothingKnown;
  }
}

/** `a && b`. */
const both = (a: Outcomes, b: Outcomes): Outcomes => ({
  whenTrue: [...a.whenTrue, ...b.whenTrue],
  whenFalse: common(a.whenFalse, b.whenFalse),
});

function combination(ask: Ask, test: ir.Binary): Outcomes {
  const { operator, left, right } = test;
  if (operator === "&&") return both(outcomes(ask, left), outcomes(ask, right));
  if (operator === "||") return opposite(both(opposite(outcomes(ask, left)), opposite(outcomes(ask, right))));
  if (operator === "in") return isOwn(ask.valueOf(right)) ? holdsFor(left, exceptInherited) : nothingKnown;
  if (/^!==?$/.test(operator)) return opposite(withAddress(equality(ask, left, right), ask.valueOf));
  if (/^===?$/.test(operator)) return withAddress(equality(ask, left, right), ask.valueOf);
  return position(ask, left, operator, ask.valueOf(right).literal);
}

/** `left === right`. */
function equality(ask: Ask, left: ir.Expression, right: ir.Expression): Outcomes {
  if ((isNothing(left) && !isNothing(right)) || (isTypeof(right) && !isTypeof(left))) return equality(ask, right, left);
  const name = lastNameOf(left, right) ?? lastNameOf(right, left);
  if (name) return holdsFor(name, ["path", "zip"]);
  const value = ask.valueOf(right).literal;
  if (isNothing(right)) return opposite(outcomes(ask, left));
  if (value === -1) return opposite(position(ask, left, ">", -1));
  if (value === true || value === false) return value ? outcomes(ask, left) : opposite(outcomes(ask, left));
  if (left.kind === "unary" && left.operator === "typeof") return isOfType(left.operand, value);
  if (value !== undefined || isOwnValue(ask, right)) return holdsFor(left);
  return isOwnValue(ask, left) ? holdsFor(right) : nothingKnown;
}

/** `path.basename(name) === name`: it is one name. */
const lastNameOf = (call: ir.Expression, name: ir.Expression): ir.Expression | undefined =>
  call.kind === "call" &&
  /(?:^|\.)basename$/.test(textAt(call.callee)) &&
  call.args[0]?.kind === name.kind &&
  textAt(call.args[0]) === textAt(name)
    ? name
    : undefined;

const isTypeof = (e: ir.Expression): boolean => e.kind === "unary" && e.operator === "typeof";

/** Something that the code has of its own. */
const isOwnValue = ({ valueOf }: Ask, e: ir.Expression): boolean =>
  (e.kind === "literal" || e.kind === "name" || e.kind === "member") && isOwn(valueOf(e));

const isNothing = (e: ir.Expression): boolean =>
  (e.kind === "name" && e.name === "undefined") || (e.kind === "literal" && e.value === null);

/** `list.indexOf(x) >= 0` and the like. */
function position(ask: Ask, e: ir.Expression, operator: string, limit: unknown): Outcomes {
  if (e.kind !== "call" || e.callee.kind !== "member") return nothingKnown;
  if (!/^(?:indexOf|findIndex|search)$/.test(String(e.callee.property))) return nothingKnown;
  const isIn = listed(ask, e, e.callee);
  if ((operator === ">" && limit === -1) || (operator === ">=" && limit === 0)) return isIn;
  return operator === "<" && limit === 0 ? opposite(isIn) : nothingKnown;
}

function called(ask: Ask, test: ir.Call): Outcomes {
  const callee = ask.valueOf(test.callee);
  if (callee.fn) return provenBy(callee.fn, test, ask.frame);
  const known = callee.api === undefined ? undefined : indexOf(ask.ev.models).of(callee.api);
  if (known?.guard) return tested(known.guard, test);
  if (known?.refusal) return opposite(tested(known.refusal, test));
  if (callee.api === "Boolean" && test.args[0]) return outcomes(ask, test.args[0]);
  return ownKey(ask, test) ?? (test.callee.kind === "member" ? listed(ask, test, test.callee) : nothingKnown);
}

function tested({ argument = 0, protects }: BarrierFact, { callee, args }: ir.Call): Outcomes {
  const what = argument === "this" ? (callee.kind === "member" ? callee.object : undefined) : args[argument];
  return what ? holdsFor(what, protects) : nothingKnown;
}

/** `Object.hasOwn(map, key)`, `Object.prototype.hasOwnProperty.call(map, key)`, `Reflect.has(map, key)`. */
function ownKey(ask: Ask, { callee, args }: ir.Call): Outcomes | undefined {
  const [map, key] = args;
  const { api } = ask.valueOf(callee);
  const isOwnTest = api === "Object.hasOwn" || /(?:^|\.)hasOwnProperty\.call$/.test(api ?? "");
  if (!map || !key || !(isOwnTest || api === "Reflect.has" || isCallOfOwn(callee))) return undefined;
  return isOwn(ask.valueOf(map)) ? holdsFor(key, api === "Reflect.has" ? exceptInherited : undefined) : nothingKnown;
}

/** `{}.hasOwnProperty.call`. */
const isCallOfOwn = (callee: ir.Expression): boolean =>
  callee.kind === "member" &&
  callee.property === "call" &&
  callee.object.kind === "member" &&
  callee.object.property === "hasOwnProperty";

/** Calls of methods that say whether a text is one of those that the code itself lists, or fits a pattern. */
function listed(ask: Ask, { args }: ir.Call, { object, property }: ir.Member): Outcomes {
  const argument = args[0];
  if (!argument) return nothingKnown;
  const receiver = ask.valueOf(object);
  switch (property) {
    case "test":
    case "exec":
      return fits(receiver, argument);
    case "match":
    case "search":
      return fits(ask.valueOf(argument), object);
    case "startsWith":
      return withClimb(
        ask,
        object,
        ask.valueOf(argument).literal,
        beginsWith(object, ask.valueOf(argument), isNormalised(receiver)),
      );
    case "endsWith":
      return isDomain(ask.valueOf(argument)) ? holdsFor(object, ["url", "redirect"]) : nothingKnown;
    case "includes":
    case "indexOf":
      return isOwn(receiver) ? holdsFor(argument) : contains(object, ask.valueOf(argument).literal);
    case "has":
    case "hasOwnProperty":
      return isOwn(receiver) ? holdsFor(argument) : nothingKnown;
    case "some":
    case "find":
    case "findIndex":
    case "every":
      return ofItems(ask, object, argument, property);
    default:
      return nothingKnown;
  }
}

/** `path.relative(root, file).startsWith("..")`: where it does not, the file is below the root. */
function withClimb(ask: Ask, object: ir.Expression, prefix: unknown, known: Outcomes): Outcomes {
  if (typeof prefix !== "string" || !/^\.\.[/\\]?$/.test(prefix)) return known;
  const from = ask.valueOf(object).from;
  const file = from?.kind === "call" && /(?:^|\.)relative$/.test(textAt(from.callee)) ? from.args[1] : undefined;
  return opposite(holdsFor(file ?? object, ["path", "zip", "import"]));
}

/** `.example.com`, which an address of another owner cannot end with. */
const isDomain = (suffix: Abstract): boolean =>
  isOwn(suffix) && (typeof suffix.literal !== "string" || /^\.[\w-]+\.[\w.-]+$/.test(suffix.literal));

/** What a test of each item tells: of what is sought among the code's own items, or of all items of a list. */
function ofItems(ask: Ask, list: ir.Expression, callback: ir.Expression, method: string): Outcomes {
  const sought = callback.kind === "function" ? soughtBy(callback) : undefined;
  if (sought && method !== "every" && isOwn(ask.valueOf(list))) return holdsFor(sought);
  const { whenTrue, whenFalse } = ofItem(ask, callback);
  const kindsIn = (facts: readonly Fact[]): readonly string[] => facts[0]?.kinds ?? [];
  if (method === "every") return holdsFor(list, kindsIn(whenTrue));
  return method === "some" ? opposite(holdsFor(list, kindsIn(whenFalse))) : nothingKnown;
}

/** What a callback's answer tells of its item, as a whole. */
function ofItem(ask: Ask, callback: ir.Expression): Outcomes {
  if (callback.kind !== "function") {
    const proven = provenOf(ask.valueOf(callback).fn, ask.frame);
    return proven ? { whenTrue: [proven], whenFalse: [] } : nothingKnown;
  }
  const [returns] = callback.body;
  const item = callback.params[0]?.target;
  if (returns?.kind !== "return" || !returns.value || item?.kind !== "name") return nothingKnown;
  const { whenTrue, whenFalse } = outcomes(ask, returns.value);
  const isItem = ({ expression, path = [] }: Fact): boolean =>
    path.length === 0 && expression.kind === "name" && expression.name === item.name;
  return { whenTrue: whenTrue.filter(isItem), whenFalse: whenFalse.filter(isItem) };
}

/** What `(item) => item === sought` seeks. */
function soughtBy({ params, body }: ir.FunctionExpression): ir.Expression | undefined {
  const [returns] = body;
  const test = returns?.kind === "return" ? returns.value : undefined;
  const item = params[0]?.target;
  if (test?.kind !== "binary" || !/^===?$/.test(test.operator) || item?.kind !== "name") return undefined;
  const isItem = (e: ir.Expression) => rootOf(e) === item.name;
  if (isItem(test.left)) return isItem(test.right) ? undefined : test.right;
  return isItem(test.right) ? test.left : undefined;
}

const asserting =
  /^(?:assert|assert\/strict)(?:\.(?:ok|strict|default))?$|^(?:tiny-invariant|invariant|ts-invariant)(?:\.(?:default|invariant))?$/;

/** What is known once a call that throws unless its argument holds has come back: `assert(test)`, `assert.match(text, pattern)`. */
export function assertedBy(
  ev: Evaluation,
  call: ir.Call,
  api: string | undefined,
  fn: Closure | undefined,
  frame: Frame,
): readonly Fact[] {
  const [value, other] = call.args;
  const condition = fn && call.args[conditionOf(fn.fn)];
  if (condition && !call.args.some(({ kind }) => kind === "spread")) return outcomesOf(ev, condition, frame).whenTrue;
  if (!value || api === undefined || !/assert|invariant/.test(api)) return [];
  if (asserting.test(api)) return outcomesOf(ev, value, frame).whenTrue;
  const found = /^assert(?:\/strict)?\.(?:strict\.)?(equal|strictEqual|deepStrictEqual|match)$/.exec(api)?.[1];
  if (!found || !other) return [];
  const ask: Ask = { ev, frame, valueOf: (e) => frame.activation.pass.latest.get(e) ?? unknown };
  return (found === "match" ? fits(ask.valueOf(other), value) : equality(ask, value, other)).whenTrue;
}

/** The parameter without which a function throws first of all, by its index; -1: none. */
const conditionOf = memo((fn: ir.FunctionExpression): number => {
  const [first] = fn.body;
  if (first?.kind !== "if" || first.whenTrue.at(-1)?.kind !== "throw") return -1;
  const { test } = first;
  const name = test.kind === "unary" && test.operator === "!" && test.operand.kind === "name" ? test.operand.name : "";
  return fn.params.findIndex(({ target }) => target.kind === "name" && target.name === name);
});
