import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, ofLiteral, textOf, unknown } from "./abstract.ts";
import { expanded } from "./arguments.ts";
import { bind, write } from "./bind.ts";
import { called } from "./calls.ts";
import { classOf } from "./class.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Fact, forAWhile } from "./facts.ts";
import { assign, type Frame, lookup } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { iterated, listOfAll } from "./iterated.ts";
import { isGlobal } from "./library-path.ts";
import { keptAs, keyOf, memberOf } from "./member.ts";
import { indexOf } from "./model-index.ts";
import { ownCalled } from "./own-calls.ts";
import { noteFunction, noteValue } from "./record.ts";
import { type Made, spreadInto } from "./spread.ts";
import { stepped } from "./taint-changes.ts";
import { truthOf } from "./truth.ts";

/** What an expression is, given the variables of the frame; assignments in it change the frame. */
export function evaluated(ev: Evaluation, e: ir.Expression, frame: Frame): Abstract {
  const value = forms[e.kind](ev, e as never, frame);
  noteValue(frame.activation.pass, e, value);
  return value;
}

type Form<K> = (ev: Evaluation, e: Extract<ir.Expression, { kind: K }>, frame: Frame) => Abstract;

const forms: { readonly [K in ir.Expression["kind"]]: Form<K> } = {
  literal: (_ev, e) => (e.regex ? { taints: [], literal: e.value, api: "RegExp.new()" } : ofLiteral(e.value)),
  template(ev, e, frame) {
    const parts = e.expressions.map((part) => ev.expression(part, frame));
    const tag = e.tag && ev.expression(e.tag, frame);
    if (tag && !joinsText(ev, tag.api)) return taggedOf(ev, e, tag, parts, frame);
    const outline = e.texts
      .map((text, index) => (index === 0 ? "" : outlineOf(parts[index - 1])) + text.value)
      .join("");
    if (parts.every((part) => part.literal !== undefined)) return ofLiteral(outline);
    return textOf(parts, outline);
  },
  name(_ev, e, frame) {
    const found = lookup(frame, e.name);
    return found ?? (isGlobal(e.name) ? { taints: [], api: e.name } : unknown);
  },
  member(ev, e, frame) {
    return memberOf(ev, e, ev.expression(e.object, frame), frame);
  },
  call: (ev, e, frame) => called(ev, e, frame),
  function(ev, e, frame) {
    const closure = { fn: e, frame, home: ev };
    noteFunction(frame.activation.pass.record, closure);
    return { taints: [], fn: closure, from: e };
  },
  object: (ev, e, frame) => objectOf(ev, e, frame),
  array(ev, e, frame) {
    const items = e.items.map((item) => expanded(ev, item, frame));
    const list = listOfAll(items.flatMap(({ values }) => values));
    return { ...list, from: e, shape: items.every(({ isWhole }) => isWhole) ? list.shape : undefined };
  },
  unary(ev, e, frame) {
    const operand = ev.expression(e.operand, frame);
    if (/^(?:\+\+|--|delete)$/.test(e.operator)) overwrite(ev, e.operand, frame);
    if (e.operator === "-" && typeof operand.literal === "number") return ofLiteral(-operand.literal);
    return unknown;
  },
  binary: (ev, e, frame) => binaryOf(ev, e, frame),
  conditional(ev, e, frame) {
    const truth = truthOf(e.test);
    if (truth !== undefined) return ev.expression(truth ? e.whenTrue : e.whenFalse, frame);
    ev.expression(e.test, frame);
    const known = outcomesOf(ev, e.test, frame);
    const under = (facts: readonly Fact[], way: ir.Expression) =>
      forAWhile(frame, (learnNow) => {
        learnNow(facts);
        return ev.expression(way, frame);
      });
    return either(under(known.whenTrue, e.whenTrue), under(known.whenFalse, e.whenFalse));
  },
  assignment: (ev, e, frame) => assigned(ev, e, frame),
  await(ev, e, frame) {
    const value = ev.expression(e.value, frame);
    return value.api?.endsWith(".promise()") ? { ...value, api: value.api.slice(0, -".promise()".length) } : value;
  },
  spread(ev, e, frame) {
    return iterated(ev.expression(e.value, frame), frame, e);
  },
  class: (ev, e, frame) => classOf(ev, e, frame),
  other(ev, e, frame) {
    const parts = e.children.map((child) => ev.expression(child, frame));
    if (e.yields) return yielded(e.yields, parts[0] ?? unknown, frame);
    return parts.length === 1 ? (parts[0] ?? unknown) : textOf(parts);
  },
};

const outlineOf = (value: Abstract | undefined): string => value?.outline ?? "\0";

/** `yield x`: a generator is a list of what it hands out. What is handed back in by `next(…)` is not known. */
function yielded(how: "one" | "each", value: Abstract, frame: Frame): Abstract {
  const { activation } = frame;
  const item = how === "each" ? iterated(value, frame) : value;
  activation.returned = { taints: [], item: either(activation.returned.item ?? unknown, item) };
  return unknown;
}

/** A tag that only puts the text together. */
const joinsText = (ev: Evaluation, api: string | undefined): boolean =>
  api === "String.raw" || (api !== undefined && indexOf(ev.models).of(api).pass?.pass === "text");

/** A tag of the workspace is a function of the texts and the values; what one of a library makes is its own. */
function taggedOf(ev: Evaluation, e: ir.Template, tag: Abstract, parts: readonly Abstract[], frame: Frame): Abstract {
  if (!tag.fn) return tag.api ? { taints: [], api: `${tag.api}()` } : unknown;
  const { block, start, end } = e;
  const texts = e.texts.map(
    (text): ir.Literal => ({ kind: "literal", block, start: text.start, end: text.end, value: text.value }),
  );
  const list: ir.ArrayExpression = { kind: "array", block, start, end, items: texts };
  const call = {
    kind: "call",
    block,
    start,
    end,
    callee: e.tag ?? e,
    isNew: false,
    optional: false,
    argsAt: e,
  } as const;
  const strings = ev.expression(list, frame);
  return ownCalled({ ...call, args: [list, ...e.expressions] }, tag, undefined, [strings, ...parts], frame);
}

/** What was in a variable or member is gone. */
function overwrite(ev: Evaluation, target: ir.Expression, frame: Frame): void {
  if (target.kind === "name") assign(frame, target.name, unknown);
  else if (target.kind === "member") write(ev, target, unknown, frame);
}

function objectOf(ev: Evaluation, e: ir.ObjectExpression, frame: Frame): Abstract {
  const made: Made = { properties: new Map(), open: false, taints: [] };
  for (const part of e.properties) {
    const value = ev.expression(part.value, frame);
    if (part.key === undefined) spreadInto(made, value);
    else {
      const key = keyOf(ev, part.key, frame);
      if (key === "[]") made.item = made.item ? either(made.item, value) : value;
      else made.properties.set(keptAs(key, part.value), value);
    }
  }
  const { properties, open, taints, item } = made;
  return { taints, shape: { properties, open }, item, from: e };
}

function binaryOf(ev: Evaluation, e: ir.Binary, frame: Frame): Abstract {
  if (e.operator === "+") return sumOf(ev, e, frame);
  if (e.operator === "&&" || e.operator === "||" || e.operator === "??") return alternativesOf(ev, e, frame);
  ev.expression(e.left, frame);
  const right = ev.expression(e.right, frame);
  return e.operator === "," ? right : unknown;
}

/** `a && b && c …`, `a || b || c …`: each operand is evaluated knowing how those before it came out. */
function alternativesOf(ev: Evaluation, e: ir.Binary, frame: Frame): Abstract {
  const [first = e.left, ...others] = operandsOf(e);
  let before = first;
  let value = ev.expression(first, frame);
  forAWhile(frame, (learnNow) => {
    for (const operand of others) {
      const known = outcomesOf(ev, before, frame);
      learnNow(e.operator === "&&" ? known.whenTrue : e.operator === "||" ? known.whenFalse : []);
      const next = ev.expression(operand, frame);
      value = e.operator === "&&" ? next : either(value, next);
      before = operand;
    }
  });
  return value;
}

/** The operands of a chain of one operator, however long, without recursion along it. */
function operandsOf(e: ir.Binary): readonly ir.Expression[] {
  const operands: ir.Expression[] = [e.right];
  let left = e.left;
  while (left.kind === "binary" && left.operator === e.operator) {
    operands.push(left.right);
    left = left.left;
  }
  return [left, ...operands.reverse()];
}

/** `a + b + c …`, however long, without recursion along the chain. */
function sumOf(ev: Evaluation, e: ir.Binary, frame: Frame): Abstract {
  const values = operandsOf(e).map((term) => ev.expression(term, frame));
  if (values.every((value) => typeof value.literal === "number")) {
    return ofLiteral(values.reduce((sum, value) => sum + Number(value.literal), 0));
  }
  const outline = values.map(outlineOf).join("");
  return values.every((value) => value.literal !== undefined) ? ofLiteral(outline) : textOf(values, outline);
}

function assigned(ev: Evaluation, e: ir.Assignment, frame: Frame): Abstract {
  const value = ev.expression(e.value, frame);
  if (e.operator === "=") {
    bind(ev, e.target, value, frame, assign);
    return value;
  }
  if (e.target.kind !== "name" && e.target.kind !== "member") return value;
  const before = ev.expression(e.target, frame);
  const after = compound(e, before, value);
  // growing tells its own step: that the name then holds it goes without saying
  if (e.target.kind === "name") assign(frame, e.target.name, after);
  else bind(ev, e.target, after, frame, assign);
  return after;
}

/** `+=`, `??=`, `||=`, `&&=`; any other gives a number. */
function compound(e: ir.Assignment, before: Abstract, value: Abstract): Abstract {
  if (e.operator === "+=") return appended(before, value, e);
  return /^(?:\?\?|\|\||&&)=$/.test(e.operator) ? either(before, value) : unknown;
}

function appended(before: Abstract, value: Abstract, e: ir.Assignment): Abstract {
  if (before.literal !== undefined && value.literal !== undefined)
    return ofLiteral(`${before.literal}${value.literal}`);
  return stepped(textOf([before, value], outlineOf(before) + outlineOf(value)), e, `'${textAt(e.target)}' grows by it`);
}
