import type * as ir from "../program/ir.ts";
import type { Abstract } from "./abstract.ts";
import { admittedBy } from "./admitted.ts";
import { isOwn } from "./allowed.ts";
import type { Frame } from "./frame.ts";
import { isGiven } from "./given.ts";
import { harmlessFor } from "./harmless.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { ModelIndex } from "./model-index.ts";
import type { SchemaFact } from "./models.ts";
import { valuesOf } from "./passes.ts";
import { anything, bothSchemas, eitherSchema, type Schema } from "./schema.ts";

/** A call that makes a schema, or says more of the one that it is called on. */
export interface SchemaCall {
  readonly call: ir.Call;
  readonly receiver: Abstract | undefined;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
  readonly index: ModelIndex;
}

/** The schema that a call makes; undefined: what it asks for is not known. */
export function schemaMade(facts: readonly SchemaFact[], c: SchemaCall): Schema | undefined {
  let schema: Schema | undefined = c.receiver?.schema ?? anything;
  for (const fact of facts) {
    if (fact.given && !isGiven(fact.given, c.args)) continue;
    const more = said(fact, c, schema);
    schema = more && (replaces(fact, c) ? more : bothSchemas(schema, more));
    if (!schema) return undefined;
  }
  return schema;
}

/** `a.or(b)` and `a.array()` are no more of what `a` was. */
const replaces = ({ schema }: SchemaFact, { receiver }: SchemaCall): boolean =>
  /^(?:open|closed|any)$/.test(schema) || (receiver?.schema !== undefined && /^(?:either|list)$/.test(schema));

/** What one fact says of the values that pass. */
function said(fact: SchemaFact, c: SchemaCall, before: Schema): Schema | undefined {
  const given = valuesOf(
    fact.argument ?? (/^(?:values|either|both)$/.test(fact.schema) ? "all" : 0),
    c.call,
    c.receiver,
    c.args,
  );
  const values = given.map(({ value }) => value);
  const [first] = values;
  switch (fact.schema) {
    case "any":
      return anything;
    case "text":
      return { clean: [], isText: true };
    case "harmless":
      return { clean: fact.protects ?? ["*"], converts: fact.converts };
    case "pattern":
      return patternOf(first, c.args[1]);
    case "values":
      return { clean: values.length > 0 && values.every(isOwn) ? ["*"] : [] };
    case "fields":
      return fieldsOf(first, fact, before);
    case "list":
      return listOf(values.length > 0 ? anyOf(values) : (c.receiver?.schema ?? anything));
    case "either":
      return anyOf(c.receiver?.schema ? [c.receiver, ...values] : values);
    case "both":
      return listed(values).reduce<Schema>((all, one) => (one ? bothSchemas(all, one) : all), { clean: [] });
    case "test":
      return { clean: [], tests: first ? [{ fn: first.fn, api: first.api }] : [] };
    case "made":
      return { clean: [], made: { fn: first?.fn, api: first?.api } };
    case "json":
      return first ? jsonSchemaOf(first, before.isText) : before.isText ? { clean: [] } : undefined;
    case "open":
      return { ...before, keepsOthers: true };
    case "closed":
      return { ...before, keepsOthers: false };
  }
}

/** The schema that a value is. Texts and plain objects are schemas as well: `{ kind: "a", size: Joi.number() }`. */
export function schemaOf(value: Abstract, depth = 0): Schema | undefined {
  if (value.schema) return value.schema;
  if (value.literal !== undefined) return { clean: ["*"] };
  if (!value.shape || value.shape.open || value.api !== undefined || value.fn || depth > 5) return undefined;
  return {
    clean: [],
    fields: new Map(Array.from(value.shape.properties, ([key, part]) => [key, schemaOf(part, depth + 1)])),
  };
}

const listOf = (item: Schema | undefined): Schema | undefined => item && { clean: [], item };

/** What passes one of some schemas. */
function anyOf(values: readonly Abstract[]): Schema | undefined {
  const [first, ...others] = listed(values);
  return others.reduce((all, one) => all && one && eitherSchema(all, one), first);
}

/** Schemas given one by one, or in a list. */
const listed = (values: readonly Abstract[]): readonly (Schema | undefined)[] =>
  values.flatMap((value) =>
    value.from?.kind === "array" && !value.schema
      ? [...(value.shape?.properties.values() ?? [value])].map((one) => schemaOf(one))
      : [schemaOf(value)],
  );

function patternOf(pattern: Abstract | undefined, second: Abstract | undefined): Schema | undefined {
  // of an object: keys that fit a pattern, values that pass a schema
  if (second?.schema) return { clean: [], item: second.schema, keepsOthers: true };
  if (!pattern || !isOwn(pattern)) return anything;
  if (typeof pattern.literal !== "string") return { clean: ["*"] };
  const admitted = admittedBy(pattern.literal);
  return { clean: admitted ? harmlessFor(admitted) : [] };
}

function fieldsOf(given: Abstract | undefined, { keepsOthers }: SchemaFact, before: Schema): Schema | undefined {
  if (!given) return anything;
  const own = given.schema?.fields ?? schemaOf({ ...given, api: undefined })?.fields;
  return own && { clean: [], fields: own, keepsOthers: before.fields ? before.keepsOthers : (keepsOthers ?? false) };
}
