import type { Closure } from "./abstract.ts";
import type { Fact } from "./facts.ts";
import { harmlessAsText } from "./harmless.ts";

/** What is known of the values that pass a check. */
export interface Schema {
  /** Kinds of sinks that they are harmless for, whole as they are; "*" for all. */
  readonly clean: readonly string[];
  /** A string and nothing else. */
  readonly isText?: true;
  /** What passes is made of what comes in, so that little is known of that: `"2 x"` may become a date. */
  readonly converts?: true;
  /** Undefined for a field: it is not known what it must be. */
  readonly fields?: ReadonlyMap<string, Schema | undefined>;
  /** Fields that it does not name are handed on as well. */
  readonly keepsOthers?: boolean;
  /** Of a list: what its items must be. */
  readonly item?: Schema;
  /** A function makes another value of what passes, of which `after` holds. */
  readonly made?: Made;
  readonly after?: Schema;
  /** Functions that say yes to it. */
  readonly tests?: readonly Made[];
}

/** A function of the workspace, or a library path: `.transform(Number)`. */
export interface Made {
  readonly fn?: Closure;
  readonly api?: string;
}

export const anything: Schema = { clean: [], keepsOthers: true };

/** How a check came out, if what holds it is true. */
export interface Verdict {
  /** The check, as it is written. */
  readonly of: string;
  /** It passed; else it failed. */
  readonly passed: boolean;
  readonly proves: readonly Fact[];
}

const shared = (a: readonly string[], b: readonly string[]): readonly string[] => {
  if (a.includes("*")) return b;
  return b.includes("*") ? a : a.filter((kind) => b.includes(kind));
};

const all = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

/** What values must be that pass one of two schemas. */
export function eitherSchema(a: Schema, b: Schema, depth = 0): Schema {
  if (a.made || b.made || depth > 5) return anything;
  const names = new Set([...(a.fields?.keys() ?? []), ...(b.fields?.keys() ?? [])]);
  const fields = new Map<string, Schema | undefined>();
  for (const name of names) {
    const [one, other] = [fieldOf(a, name), fieldOf(b, name)];
    fields.set(name, one && other ? eitherSchema(one, other, depth + 1) : (one ?? other));
  }
  return {
    clean: shared(a.clean, b.clean),
    isText: a.isText && b.isText,
    converts: a.converts || b.converts,
    fields: a.fields || b.fields ? fields : undefined,
    keepsOthers: a.keepsOthers || b.keepsOthers,
    item: a.item && b.item && eitherSchema(a.item, b.item, depth + 1),
  };
}

/** A field that a schema refuses to have, or drops, is none of an outsider's. */
const fieldOf = ({ fields, keepsOthers }: Schema, name: string): Schema | undefined =>
  fields?.has(name) ? fields.get(name) : keepsOthers || !fields ? anything : undefined;

/** What values must be that pass both schemas, the second after the first. */
export function bothSchemas(a: Schema, b: Schema): Schema {
  if (a.made) return { ...a, after: a.after ? bothSchemas(a.after, b) : b };
  return {
    clean: all(a.clean, b.clean),
    isText: a.isText || b.isText,
    converts: a.converts || b.converts,
    fields: a.fields && b.fields ? new Map([...a.fields, ...b.fields]) : (a.fields ?? b.fields),
    keepsOthers: a.fields && b.fields ? a.keepsOthers || b.keepsOthers : a.fields ? a.keepsOthers : b.keepsOthers,
    item: b.item ?? a.item,
    made: b.made,
    after: b.after,
    tests: a.tests || b.tests ? [...(a.tests ?? []), ...(b.tests ?? [])] : undefined,
  };
}

/** The kinds of sinks that a part of a value that passed is harmless for. `[]` is any item. */
export function cleanAt(schema: Schema, path: readonly string[]): readonly string[] {
  let here: Schema | undefined = schema;
  let clean: readonly string[] = schema.clean;
  for (const key of path) {
    if (!here || here.made) return clean;
    const isGone: boolean = here.fields !== undefined && !here.keepsOthers && !here.fields.has(key);
    if (isGone) return ["*"];
    here = key === "[]" ? here.item : here.fields?.get(key);
    clean = all(clean, [...(here?.clean ?? []), ...(here?.isText ? harmlessAsText : [])]);
  }
  return clean;
}
