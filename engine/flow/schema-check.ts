import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, property, textOf, unknown, withProperty } from "./abstract.ts";
import { type Fact, learn, type Outcomes } from "./facts.ts";
import { type Frame, lookup } from "./frame.ts";
import { harmlessAsText } from "./harmless.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { ModelIndex } from "./model-index.ts";
import type { CheckFact } from "./models.ts";
import { provenOf } from "./proven.ts";
import type { Schema, Verdict } from "./schema.ts";
import { schemaOf } from "./schema-made.ts";
import { cleaned } from "./taint-changes.ts";
import { once } from "./verdicts.ts";

/** A call that checks a value. */
export interface CheckCall {
  readonly call: ir.Call;
  readonly callee: Abstract;
  readonly receiver: Abstract | undefined;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
  readonly index: ModelIndex;
}

/** What a check gives back; undefined if none of the facts is about a call with these arguments. */
export function checkCalled(facts: readonly CheckFact[], c: CheckCall): Abstract | undefined {
  const fact = facts.find(({ given }) => !given || c.args[given.argument]?.api?.split(".").at(-1) === given.is);
  if (!fact) return undefined;
  const { by = "this", argument = 0 } = fact;
  const of = by === "this" ? (c.callee.schema ? c.callee : c.receiver) : c.args[by];
  const schema = of && (fact.isJson ? jsonSchemaOf(of) : schemaOf(of));
  const whole = c.args[argument];
  const at = c.call.args[argument];
  if (!schema || !whole || !at) return { taints: [], from: c.call };
  const parts = fact.part?.split(".") ?? [];
  const value = parts.reduce((part, key) => property(part, key, at), whole);
  return outcome(fact, schema, value, at, c);
}

function outcome(fact: CheckFact, schema: Schema, value: Abstract, at: ir.Expression, c: CheckCall): Abstract {
  const proves = factsOf(schema, c, at, fact.part?.split(".") ?? []);
  const checking: Checking = { ...c, at, proven: (kinds) => kinds };
  if (fact.check === "value" || fact.check === "nothing") {
    const clean = checked(value, schema, checking);
    learn(proves, c.frame);
    if (fact.check === "nothing") return unknown;
    return fact.isList ? { taints: [], item: clean } : { ...clean, from: c.call };
  }
  const of = textAt(c.call).slice(0, 200);
  const told = (passed: boolean): Abstract => ({ taints: [], verdict: { of, passed, proves } });
  if (fact.failsIn !== undefined) tell(fact.failsIn, told(false), c);
  if (fact.check === "truth") return { ...told(true), from: c.call };
  const held = fact.holdsAnyway
    ? { ...checking, proven: (kinds: readonly string[]) => kinds.map((kind) => once(of) + kind) }
    : checking;
  const properties = new Map<string, Abstract>();
  if (fact.holds !== undefined) properties.set(fact.holds, checked(value, schema, held));
  if (fact.passes !== undefined) properties.set(fact.passes, told(true));
  if (fact.fails !== undefined) properties.set(fact.fails, told(false));
  return { taints: [], from: c.call, shape: { properties, open: false } };
}

/** The variable that is called, or whose method is, holds the verdict too. */
function tell(name: string, verdict: Abstract, { call, frame }: CheckCall): void {
  const owner = call.callee.kind === "member" ? call.callee.object : call.callee;
  const before = owner.kind === "name" ? lookup(frame, owner.name) : undefined;
  if (owner.kind === "name" && before) frame.variables.set(owner.name, withProperty(before, [name], verdict, call));
}

/** What a test of a verdict tells. */
export const passing = ({ passed, of, proves }: Verdict): Outcomes => {
  const facts: readonly Fact[] = [{ expression: nowhere, kinds: [], verdict: of }, ...proves];
  return passed ? { whenTrue: facts, whenFalse: [] } : { whenTrue: [], whenFalse: facts };
};

const nowhere: ir.Expression = {
  kind: "other",
  children: [],
  block: { text: "" } as ir.Expression["block"],
  start: 0,
  end: 0,
};

interface Checking extends CheckCall {
  readonly at: ir.Expression;
  /** How kinds are noted. */
  proven(kinds: readonly string[]): readonly string[];
}

/** What a schema hands on of a value: its fields, each as harmless as its own schema makes it. */
function checked(value: Abstract, schema: Schema, c: Checking, depth = 0): Abstract {
  const clean = cleaned(value, c.proven(kindsOf(schema, c)));
  const made = depth > 6 ? clean : partsChecked(clean, schema, c, depth);
  if (!schema.made) return made;
  const after = transformed(schema.made, made, c);
  return schema.after ? checked(after, schema.after, c, depth + 1) : after;
}

function partsChecked(value: Abstract, schema: Schema, c: Checking, depth: number): Abstract {
  if (schema.isText) return { ...value, shape: undefined, item: undefined };
  if (!schema.fields) {
    if (!schema.item) return value;
    return { taints: [], item: checked(property(value, "[]", c.at), schema.item, c, depth + 1) };
  }
  const properties = new Map<string, Abstract>();
  for (const [key, field] of schema.fields)
    properties.set(key, field ? checked(property(value, key, c.at), field, c, depth + 1) : unknown);
  return { taints: schema.keepsOthers ? value.taints : [], shape: { properties, open: schema.keepsOthers ?? false } };
}

/** What a function of the workspace or of a library makes of a value. */
function transformed({ fn, api }: NonNullable<Schema["made"]>, value: Abstract, { frame, index }: Checking): Abstract {
  if (fn) return frame.activation.pass.isTopLevel ? unknown : fn.home.run(fn, [value], undefined, frame.activation);
  const barrier = api === undefined ? undefined : index.of(api).result;
  return barrier ? cleaned(textOf([value]), barrier.protects) : unknown;
}

/** The kinds that what passes is harmless for, as a whole. */
function kindsOf({ clean, isText, item, tests = [] }: Schema, { frame, index }: CheckCall): readonly string[] {
  const told = tests.flatMap(({ fn, api }) => {
    if (fn) return provenOf(fn, frame)?.kinds ?? [];
    return api === undefined ? [] : (index.of(api).guard?.protects ?? []);
  });
  // a list of harmless texts is harmless as a text
  const ofItems = item && !item.fields && !item.made ? item.clean : [];
  return [...new Set([...clean, ...(isText ? harmlessAsText : []), ...ofItems, ...told])];
}

/** What is known of a value that has passed, and is still as it came in. */
function factsOf(schema: Schema, c: CheckCall, expression: ir.Expression, path: readonly string[]): readonly Fact[] {
  if (schema.made || schema.converts || path.length > 4) return [];
  const kinds = kindsOf(schema, c);
  const own: readonly Fact[] = kinds.length > 0 ? [{ expression, path, kinds }] : [];
  const fields = Array.from(schema.fields ?? [], ([key, field]) =>
    field ? factsOf(field, c, expression, [...path, key]) : [],
  );
  return [...own, ...fields.flat()];
}
