import type { Expression } from "../program/ir.ts";
import { type Abstract, cleaned, property } from "./abstract.ts";
import type { ModelIndex } from "./model-index.ts";

type Fields = ReadonlyMap<string, Abstract>;

/** The fields that a library's value describes: of the object that a schema was made of, with those added since. */
export function fieldsOf(api: string, receiver: Abstract | undefined, args: readonly Abstract[]): Fields | undefined {
  const method = methodOf(api);
  const inherited = method === "array" ? undefined : receiver?.fields;
  const isDescription = /^(?:object|strictObject|looseObject|extend|safeExtend|keys|append|shape|merge|concat)$/.test(
    method,
  );
  const own = isDescription ? (args[0]?.fields ?? args[0]?.shape?.properties) : undefined;
  return own && inherited ? new Map([...inherited, ...own]) : (own ?? inherited);
}

/** What a schema hands on of a value: its fields, each as harmless as its own schema makes it. `api`: of the method that checks. */
export function checked(
  value: Abstract,
  fields: Fields,
  api: string,
  index: ModelIndex,
  at: Expression,
  depth = 0,
): Abstract {
  const properties = new Map<string, Abstract>();
  for (const [key, field] of fields) {
    const part = property(value, key, at);
    const barrier = field.api === undefined ? undefined : index.of(`${field.api}.${methodOf(api)}`).result;
    const clean = cleaned(part, barrier?.protects ?? []);
    properties.set(key, field.fields && depth < 4 ? checked(clean, field.fields, api, index, at, depth + 1) : clean);
  }
  return { ...value, shape: { properties, open: /passthrough|loose|unknown|catchall/.test(api) } };
}

const methodOf = (api: string): string => api.slice(api.lastIndexOf(".") + 1);
