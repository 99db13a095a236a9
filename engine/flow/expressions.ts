import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, either, ofLiteral, property, stepped, textOf, union, unknown } from "./abstract.ts";
import { bind } from "./bind.ts";
import { called } from "./calls.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Fact, forAWhile } from "./facts.ts";
import { assign, type Frame, lookup } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { isGlobal } from "./library-path.ts";
import { keyOf, memberOf } from "./member.ts";
import { noteFunction, noteValue } from "./record.ts";

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
    if (tag && tag.api !== "String.raw") {
      return tag.api ? { taints: [], api: `${tag.api}()` } : unknown;
    }
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
    const items = e.items.map((item) => ev.expression(item, frame));
    const properties = new Map(items.map((item, index) => [String(index), item] as const));
    const hasSpread = e.items.some((item) => item.kind === "spread");
    const item = items.reduce((all, one) => either(all, one), unknown);
    return { taints: [], item, from: e, shape: hasSpread ? undefined : { properties, open: true } };
  },
  unary(ev, e, frame) {
    const operand = ev.expression(e.operand, frame);
    if (e.operator === "-" && typeof operand.literal === "number") return ofLiteral(-operand.literal);
    return unknown;
  },
  binary: (ev, e, frame) => binaryOf(ev, e, frame),
  conditional(ev, e, frame) {
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
    const value = ev.expression(e.value, frame);
    return value.item ?? property(value, "[]", e);
  },
  class: (ev, e, frame) => classOf(ev, e, frame),
  other(ev, e, frame) {
    const parts = e.children.map((child) => ev.expression(child, frame));
    return parts.length === 1 ? (parts[0] ?? unknown) : textOf(parts);
  },
};

const outlineOf = (value: Abstract | undefined): string => value?.outline ?? "\0";

function objectOf(ev: Evaluation, e: ir.ObjectExpression, frame: Frame): Abstract {
  const properties = new Map<string, Abstract>();
  let open = false;
  let taints: Abstract["taints"] = [];
  for (const part of e.properties) {
    const value = ev.expression(part.value, frame);
    if (part.key !== undefined) {
      const key = keyOf(ev, part.key, frame);
      if (key === "[]") {
        open = true;
        taints = union(taints, value.taints);
      } else properties.set(key, value);
      continue;
    }
    for (const [key, known] of value.shape?.properties ?? []) properties.set(key, known);
    open ||= !value.shape || value.shape.open;
    taints = union(taints, value.taints);
  }
  return { taints, shape: { properties, open }, from: e };
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
  const after = e.operator === "+=" ? appended(before, value, e) : either(before, value);
  // growing tells its own step: that the name then holds it goes without saying
  if (e.target.kind === "name") assign(frame, e.target.name, after);
  else bind(ev, e.target, after, frame, assign);
  return after;
}

function appended(before: Abstract, value: Abstract, e: ir.Assignment): Abstract {
  if (before.literal !== undefined && value.literal !== undefined)
    return ofLiteral(`${before.literal}${value.literal}`);
  return stepped(textOf([before, value], outlineOf(before) + outlineOf(value)), e, `'${textAt(e.target)}' grows by it`);
}

/** A class is a function whose run makes an instance; its static members are properties. */
function classOf(ev: Evaluation, e: ir.ClassExpression, frame: Frame): Abstract {
  if (e.base) ev.expression(e.base, frame);
  const properties = new Map<string, Abstract>();
  let constructor: ir.FunctionExpression | undefined;
  for (const member of e.members) {
    const value = member.value && ev.expression(member.value, frame);
    if (member.name === "constructor" && member.value?.kind === "function") constructor = member.value;
    else if (member.isStatic && value && typeof member.name === "string") properties.set(member.name, value);
  }
  const fn: ir.FunctionExpression = constructor ?? {
    block: e.block,
    start: e.start,
    end: e.end,
    bodyAt: e,
    kind: "function",
    params: [],
    body: [],
    concise: false,
    isAsync: false,
    isArrow: false,
  };
  return { taints: [], fn: { fn, frame, home: ev, ofClass: e }, shape: { properties, open: true } };
}
