import type { Node, Scalar } from "../syntax/node.ts";

/**
 * What a place in a template means once references, conditions, variables and defaults are seen through. Variables that refer to each
 * other can make a value that contains itself: a walk through all of a value must be bounded.
 */
export type Value = Known | OneOf | Unknown;

export type Primitive = string | number | boolean | null;

/** `at`: the text the user has to change; not always where the value is used (a parameter's default, another key of serverless.yml). */
export interface Known {
  readonly kind: "known";
  readonly at: Node;
  readonly value: Primitive | MapValue | ListValue;
}

/** Depends on a condition or on a parameter's allowed values. `when` says which, such as "'IsProd' is false". */
export interface OneOf {
  readonly kind: "oneOf";
  readonly at: Node;
  readonly options: readonly { readonly value: Value; readonly when: string }[];
}

/**
 * Not to be known from the text. `refersTo`: it is a reference to a resource (`Ref` has no attribute), or a text made from one.
 * `pattern`: the text as far as it is known, what is not standing as `${AWS::Region}`, `${Table.Arn}`.
 */
export interface Unknown {
  readonly kind: "unknown";
  readonly at: Node;
  readonly because: string;
  readonly refersTo?: Reference;
  readonly pattern?: string;
}

export interface Reference {
  readonly resource: string;
  readonly attribute?: string;
}

/** A mapping whose values are resolved as they are asked for. */
export interface MapValue {
  readonly kind: "map";
  /** Undefined: the key is absent, or its value is `AWS::NoValue`. `AWS::NoValue` in one branch of a condition is null there. */
  get(key: string): Value | undefined;
  readonly entries: readonly MapEntry[];
}

/** `node`: the value as it is written beside the key; `value.at` may be elsewhere. */
export interface MapEntry {
  readonly key: Scalar;
  readonly node: Node;
  readonly value: Value;
}

export interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
}

export const known = (at: Node, value: Known["value"]): Known => ({ kind: "known", at, value });

export const unknown = (at: Node, because: string, more: Pick<Unknown, "refersTo" | "pattern"> = {}): Unknown => ({
  kind: "unknown",
  at,
  because,
  refersTo: more.refersTo,
  pattern: more.pattern,
});

/** The primitive of a known value. */
export function primitive(value: Value | undefined): Primitive | undefined {
  if (value?.kind !== "known") return undefined;
  const found = value.value;
  return typeof found === "object" && found !== null ? undefined : found;
}

/** The text of a known string. */
export function text(value: Value | undefined): string | undefined {
  const found = primitive(value);
  return typeof found === "string" ? found : undefined;
}

/** The number of a known number or numeric string, as CloudFormation reads both. */
export function number(value: Value | undefined): number | undefined {
  const found = primitive(value);
  if (typeof found === "number") return found;
  return typeof found === "string" && /^-?\d+(\.\d+)?$/.test(found.trim()) ? Number(found) : undefined;
}

/** The boolean of a known boolean or its name, as CloudFormation reads both. */
export function boolean(value: Value | undefined): boolean | undefined {
  const found = primitive(value);
  if (typeof found === "boolean") return found;
  if (typeof found !== "string") return undefined;
  return /^true$/i.test(found) ? true : /^false$/i.test(found) ? false : undefined;
}

export function map(value: Value | undefined): MapValue | undefined {
  const found = value?.kind === "known" ? value.value : undefined;
  return typeof found === "object" && found?.kind === "map" ? found : undefined;
}

export function list(value: Value | undefined): ListValue | undefined {
  const found = value?.kind === "known" ? value.value : undefined;
  return typeof found === "object" && found?.kind === "list" ? found : undefined;
}

/** The value at a path of keys. Undefined: surely absent. An unknown or one-of on the way is returned as it is. */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let here = value;
  for (const key of path) {
    if (here?.kind !== "known") return here;
    here = map(here)?.get(key);
  }
  return here;
}

/** The items of a list; any other value counts as a list of one. */
export function items(value: Value | undefined): readonly Value[] {
  return list(value)?.items ?? (value ? [value] : []);
}

/** Each value this may be, with the condition under which it is; unknown ones are left out, and told by `certain`. */
export function possibilities(value: Value): {
  readonly known: readonly { readonly value: Known; readonly when?: string }[];
  readonly certain: boolean;
} {
  if (value.kind === "known") return { known: [{ value }], certain: true };
  if (value.kind === "unknown") return { known: [], certain: false };
  const parts = value.options.map((option) => ({ option, inner: possibilities(option.value) }));
  return {
    known: parts.flatMap(({ option, inner }) =>
      inner.known.map(({ value: known, when }) => ({
        value: known,
        when: when ? `${option.when} and ${when}` : option.when,
      })),
    ),
    certain: parts.every(({ inner }) => inner.certain),
  };
}
