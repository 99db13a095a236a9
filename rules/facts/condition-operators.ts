/** What an operator compares: the first word of its name. */
export type OperatorFamily = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "Ip" | "Arn" | "Null";

interface Operator {
  readonly family: OperatorFamily;
  /** It holds where the request does not have the key. */
  readonly isNegated: boolean;
  /** The operator that takes `*` and `?` as wildcards, where this one does not. */
  readonly like?: string;
}

export const source =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
export const asOf = "2026-11-24";

const one = (family: OperatorFamily, name: string, more: Partial<Operator> = {}): readonly [string, Operator] => [
  name,
  { family, isNegated: /Not/.test(name), ...more },
];

/** By name, without `IfExists` and the words for sets. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  one("String", "StringEquals", { like: "StringLike" }),
  one("String", "StringNotEquals", { like: "StringNotLike" }),
  one("String", "StringEqualsIgnoreCase"),
  one("String", "StringNotEqualsIgnoreCase"),
  one("String", "StringLike"),
  one("String", "StringNotLike"),
  ...["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].flatMap((name) => [
    one("Numeric", `Numeric${name}`),
    one("Date", `Date${name}`),
  ]),
  one("Bool", "Bool"),
  one("Binary", "BinaryEquals"),
  one("Ip", "IpAddress"),
  one("Ip", "NotIpAddress"),
  one("Arn", "ArnEquals"),
  one("Arn", "ArnNotEquals"),
  one("Arn", "ArnLike"),
  one("Arn", "ArnNotLike"),
  one("Null", "Null"),
]);
