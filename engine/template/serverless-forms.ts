import type { Json } from "./model.ts";

/** The one value of a list, as the framework takes it. */
export const onlyOne = (value: Json): Json | undefined =>
  Array.isArray(value) ? (value.length === 1 ? (value[0] as Json) : undefined) : value;

/** The framework takes `true` for all that CloudFormation wants to be told. */
export const isOn = (): Json => true;

/** There is no way to write it. */
export const never = (): undefined => undefined;

/** CloudFormation's tags are a list in some resources; the framework takes a mapping. */
export function tagMap(value: Json): Json | undefined {
  if (!Array.isArray(value)) return value;
  const pairs = value.map((tag: { readonly Key?: Json; readonly Value?: Json }) => [String(tag.Key), tag.Value ?? ""]);
  return Object.fromEntries(pairs) as Json;
}

/** An ARN as text; of anything else the framework wants to know the kind too. */
export const textOnly = (value: Json): Json | undefined => (typeof value === "string" ? value : undefined);
