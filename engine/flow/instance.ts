import type * as ir from "../program/ir.ts";
import { type Abstract, withProperty } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";

/** The members of an instance, before its constructor has run. */
export function instanceOf(ev: Evaluation, e: ir.ClassExpression, frame: Frame): Abstract {
  let instance: Abstract = { taints: [], shape: { properties: new Map(), open: true } };
  for (const member of e.members) {
    if (member.isStatic || !member.value || typeof member.name !== "string" || member.name === "constructor") continue;
    instance = withProperty(instance, [member.name], ev.expression(member.value, frame), e);
  }
  return instance;
}
