import type * as ir from "../program/ir.ts";
import { type Abstract, type Closure, property, textOf, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import { iteratorKey } from "./iterated.ts";
import { indexOf } from "./model-index.ts";
import { withOrigin } from "./origin.ts";
import { noteRead } from "./record.ts";

/** What a member of an object is. Its value is for the caller to note. */
export function memberOf(ev: Evaluation, e: ir.Member, object: Abstract, frame: Frame): Abstract {
  const key = keyOf(ev, e.property, frame);
  const read =
    key === "href" && object.api === "URL.new()" ? textOf([object], object.outline) : property(object, key, e);
  const value = withOrigin(ev, read.fn?.fn.accessor === "get" ? got(read.fn, object, frame) : read, e);
  noteRead(frame.activation.pass.record, value);
  if (key === "[]") return value.from && !value.fn ? value : { ...value, from: e };
  return value === unknown ? indexOf(ev.models).method(key) : value;
}

/** What a getter says. */
const got = (getter: Closure, self: Abstract, frame: Frame): Abstract =>
  getter.home.run(getter, [], self, frame.activation);

/** The name under which an object keeps a setter: a getter of the same property may stand beside it. */
export const setterOf = (key: string): string => `set ${key}`;

/** The name under which a property written in a class or an object literal is kept. */
export const keptAs = (key: string, value: ir.Expression | undefined): string =>
  value?.kind === "function" && value.accessor === "set" ? setterOf(key) : key;

/** The name of a property: as written, of a known literal in brackets, or `[]` for any. */
export function keyOf(ev: Evaluation, key: string | ir.Expression, frame: Frame): string {
  if (typeof key === "string") return key;
  const { literal: value, api } = ev.expression(key, frame);
  if (api === "Symbol.iterator" || api === "Symbol.asyncIterator") return iteratorKey;
  return typeof value === "string" || typeof value === "number" ? String(value) : "[]";
}
