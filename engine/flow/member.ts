import type * as ir from "../program/ir.ts";
import { type Abstract, property, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import { indexOf } from "./model-index.ts";
import { noteRead } from "./record.ts";

/** What a member of an object is. Its value is for the caller to note. */
export function memberOf(ev: Evaluation, e: ir.Member, object: Abstract, frame: Frame): Abstract {
  const key = keyOf(ev, e.property, frame);
  const value = property(object, key, e);
  noteRead(frame.activation.pass.record, value);
  return value === unknown ? indexOf(ev.models).method(key) : value;
}

/** The name of a property: as written, of a known literal in brackets, or `[]` for any. */
export function keyOf(ev: Evaluation, key: string | ir.Expression, frame: Frame): string {
  if (typeof key === "string") return key;
  const value = ev.expression(key, frame).literal;
  return typeof value === "string" || typeof value === "number" ? String(value) : "[]";
}
