import type * as ir from "../program/ir.ts";
import { rootOf } from "../program/patterns.ts";
import { type Abstract, deepTaints, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { common, nothingKnown, type Outcomes } from "./facts.ts";
import { type Frame, lookup } from "./frame.ts";
import { indexOf } from "./model-index.ts";
import { isNarrow } from "./narrow.ts";
import { provenBy } from "./proven.ts";

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
        ? whenTrue(test.property)
        : nothingKnown;
    case "call":
      return called(ask, test);
    case "await":
      return outcomes(ask, test.value);
    default:
      return nothingKnown;
  }
}

const opposite = ({ whenTrue, whenFalse }: Outcomes): Outcomes => ({ whenTrue: whenFalse, whenFalse: whenTrue });
const whenTrue = (e: ir.Expression, kinds: readonly string[] = ["*"]): Outcomes => ({
  whenTrue: [{ expression: wholeOf(e), kinds }],
  whenFalse: [],
});

function combination(ask: Ask, test: ir.Binary): Outcomes {
  const { operator, left, right } = test;
  if (operator === "&&" || operator === "||") {
    const [a, b] = [outcomes(ask, left), outcomes(ask, right)];
    return operator === "&&"
      ? { whenTrue: [...a.whenTrue, ...b.whenTrue], whenFalse: common(a.whenFalse, b.whenFalse) }
      : { whenTrue: common(a.whenTrue, b.whenTrue), whenFalse: [...a.whenFalse, ...b.whenFalse] };
  }
  if (operator === "in") return isOwn(ask.valueOf(right)) ? whenTrue(left) : nothingKnown;
  if (/^!==?$/.test(operator)) return opposite(equality(ask, left, right));
  if (/^===?$/.test(operator)) return equality(ask, left, right);
  return position(ask, left, operator, ask.valueOf(right).literal);
}

/** `left === right`. */
function equality(ask: Ask, left: ir.Expression, right: ir.Expression): Outcomes {
  const value = ask.valueOf(right).literal;
  if (isNothing(right)) return opposite(outcomes(ask, left));
  if (value === -1) return opposite(position(ask, left, ">", -1));
  if (value === true || value === false) return value ? outcomes(ask, left) : opposite(outcomes(ask, left));
  if (left.kind === "unary" && left.operator === "typeof")
    return value === "number" || value === "boolean" ? whenTrue(left.operand) : nothingKnown;
  if (value !== undefined) return whenTrue(left);
  return ask.valueOf(left).literal === undefined ? nothingKnown : whenTrue(right);
}

const isNothing = (e: ir.Expression): boolean =>
  (e.kind === "name" && e.name === "undefined") || (e.kind === "literal" && e.value === null);

/** `list.indexOf(x) >= 0` and the like. */
function position(ask: Ask, e: ir.Expression, operator: string, limit: unknown): Outcomes {
  if (e.kind !== "call" || e.callee.kind !== "member" || !/^(?:indexOf|findIndex)$/.test(String(e.callee.property)))
    return nothingKnown;
  const isIn = listed(ask, e, e.callee);
  if ((operator === ">" && limit === -1) || (operator === ">=" && limit === 0)) return isIn;
  return operator === "<" && limit === 0 ? opposite(isIn) : nothingKnown;
}

function called(ask: Ask, test: ir.Call): Outcomes {
  const callee = ask.valueOf(test.callee);
  const argument = test.args[0];
  if (callee.fn) return provenBy(callee.fn, test, ask.frame);
  const model = callee.api === undefined ? undefined : indexOf(ask.ev.models).of(callee.api);
  if (model?.guard && argument) return whenTrue(argument, model.guard.protects);
  if (model?.refusal && argument) return opposite(whenTrue(argument, model.refusal.protects));
  if (callee.api === "Object.hasOwn" && test.args[1])
    return argument && isOwn(ask.valueOf(argument)) ? whenTrue(test.args[1]) : nothingKnown;
  return test.callee.kind === "member" ? listed(ask, test, test.callee) : nothingKnown;
}

/** Calls of methods that say whether a text is one of those that the code itself lists, or fits a pattern. */
function listed(ask: Ask, { args }: ir.Call, { object, property }: ir.Member): Outcomes {
  const argument = args[0];
  if (!argument) return nothingKnown;
  const receiver = ask.valueOf(object);
  switch (property) {
    case "test":
      return isPattern(receiver) ? whenTrue(argument) : nothingKnown;
    case "match":
      return isPattern(ask.valueOf(argument)) ? whenTrue(object) : nothingKnown;
    case "includes":
    case "has":
    case "indexOf":
    case "hasOwnProperty":
      return isOwn(receiver) ? whenTrue(argument) : nothingKnown;
    case "some":
    case "find":
    case "findIndex": {
      const sought = argument.kind === "function" ? soughtBy(argument) : undefined;
      return sought && isOwn(receiver) ? whenTrue(sought) : nothingKnown;
    }
    default:
      return nothingKnown;
  }
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

/** A regular expression of harmless texts, or one that is not known. */
const isPattern = ({ literal, taints }: Abstract): boolean =>
  taints.length === 0 && (literal === undefined || (typeof literal === "string" && isNarrow(literal)));

/** A list, set, map or object that the code itself wrote, or that is not known: nothing of the event is in it. */
const isOwn = (value: Abstract): boolean => deepTaints(value).length === 0;

/** What a text was made of that says no less: `text.trim()`, `String(id)`, `Number(id)`. `parseInt` looks at its beginning only. */
function wholeOf(e: ir.Expression): ir.Expression {
  const inner = innerOf(e);
  return inner ? wholeOf(inner) : e;
}

function innerOf(e: ir.Expression): ir.Expression | undefined {
  if (e.kind === "unary" && e.operator === "+") return e.operand;
  if (e.kind === "binary" && /^(?:\?\?|\|\|)$/.test(e.operator) && e.right.kind === "literal") return e.left;
  if (e.kind === "template" && !e.tag && e.texts.every(({ value }) => value === "")) return e.expressions[0];
  if (e.kind !== "call") return undefined;
  if (e.callee.kind === "name") return /^(?:String|Number|BigInt)$/.test(e.callee.name) ? e.args[0] : undefined;
  const isSame =
    e.callee.kind === "member" &&
    /^(?:trim|toString|to(?:Locale)?(?:Lower|Upper)Case)$/.test(String(e.callee.property));
  return isSame && e.callee.kind === "member" && e.args.length === 0 ? e.callee.object : undefined;
}
