import { memo } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { type Abstract, unknown, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { declare, type Frame, lookup, newFrame } from "./frame.ts";
import { fieldOf } from "./instance.ts";
import { keptAs, keyOf } from "./member.ts";

/** A class is a function whose run makes an instance; its static members are properties. */
export function classOf(ev: Evaluation, e: ir.ClassExpression, frame: Frame): Abstract {
  const base = e.base && ev.expression(e.base, frame);
  const inherited = base?.fn?.ofClass ? base.shape?.properties : undefined;
  const whole: Abstract = {
    taints: [],
    fn: { fn: constructorOf(e), frame, home: ev, ofClass: e },
    shape: { properties: new Map(inherited), open: true },
  };
  return withStatics(ev, e, whole, frame);
}

/** The class with its static members, which see it as `this`; static blocks run in their order. */
function withStatics(ev: Evaluation, e: ir.ClassExpression, whole: Abstract, frame: Frame): Abstract {
  const scope = newFrame(frame.activation, frame);
  declare(scope, "this", whole);
  if (e.name !== undefined) declare(scope, e.name, whole);
  for (const member of e.members) {
    const { name, value } = member;
    const made = member.isStatic ? fieldOf(ev, member, scope) : unknown;
    const self = lookup(scope, "this") ?? whole;
    if (!member.isStatic || (!value && made === unknown)) continue;
    const key = keyOf(ev, name, scope);
    if (name === "" && value?.kind === "function") ev.statements(value.body, scope);
    else declare(scope, "this", withProperty(self, [value ? keptAs(key, value) : key], made, value ?? e));
  }
  return lookup(scope, "this") ?? whole;
}

/** The constructor as written, or one that does nothing. */
const constructorOf = memo((e: ir.ClassExpression): ir.FunctionExpression => {
  const own = e.members.find(({ name, isStatic }) => name === "constructor" && !isStatic)?.value;
  if (own?.kind === "function") return own;
  const { block, start, end } = e;
  const bodyAt = { block, start, end };
  return { ...bodyAt, bodyAt, kind: "function", params: [], body: [], concise: false, isAsync: false, isArrow: false };
});
