/** An operator of a condition. */
export interface Operator {
  readonly name: string;
  /** The types of keys it compares. */
  readonly of: string;
  readonly description: string;
}

const family = (of: string, list: Readonly<Record<string, string>>): readonly Operator[] =>
  Object.entries(list).map(([name, description]) => ({ name, of, description }));

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, as of 2026-11. */
const plain: readonly Operator[] = [
  ...family("String", {
    StringEquals: "The text is exactly one of these.",
    StringNotEquals: "The text is none of these. True also where the request has no such key.",
    StringEqualsIgnoreCase: "The text is one of these; upper and lower case are alike.",
    StringNotEqualsIgnoreCase: "The text is none of these; upper and lower case are alike. True also without the key.",
    StringLike: "The text fits one of these patterns: `*` is any text, `?` one character.",
    StringNotLike: "The text fits none of these patterns. True also where the request has no such key.",
  }),
  ...family("ARN", {
    ArnLike: "The ARN fits one of these patterns, segment by segment.",
    ArnEquals: "The same as `ArnLike`: wildcards count here too.",
    ArnNotLike: "The ARN fits none of these patterns. True also where the request has no such key.",
    ArnNotEquals: "The same as `ArnNotLike`.",
  }),
  ...family("Bool", { Bool: "The key is `true` or `false`, as it says." }),
  ...family("any", { Null: "`true`: the request has no such key; `false`: it has one, with a value." }),
  ...family("IPAddress", {
    IpAddress: "The address is in one of these ranges.",
    NotIpAddress: "The address is in none of these ranges.",
  }),
  ...family("Numeric", {
    NumericEquals: "The number is one of these.",
    NumericNotEquals: "The number is none of these. True also where the request has no such key.",
    NumericLessThan: "The number is less than this.",
    NumericLessThanEquals: "The number is at most this.",
    NumericGreaterThan: "The number is greater than this.",
    NumericGreaterThanEquals: "The number is at least this.",
  }),
  ...family("Date", {
    DateEquals: "The time is this one.",
    DateNotEquals: "The time is another than this.",
    DateLessThan: "The time is before this.",
    DateLessThanEquals: "The time is this or before it.",
    DateGreaterThan: "The time is after this.",
    DateGreaterThanEquals: "The time is this or after it.",
  }),
  ...family("Binary", { BinaryEquals: "The value is the same, byte by byte; it is written in Base64." }),
];

const byName = new Map(plain.map((operator) => [operator.name.toLowerCase(), operator]));

/** `StringEqualsIfExists`, `ForAnyValue:StringLike`, in any case. */
export function operatorNamed(name: string): Operator | undefined {
  const [, set, own = "", ifExists] = /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/i.exec(name) ?? [];
  const found = byName.get(own.toLowerCase());
  if (!found || (ifExists && found.name === "Null")) return undefined;
  const additions = [
    set && /all/i.test(set) ? "Every value of the key has to fit; true also where there is none." : "",
    set && /any/i.test(set) ? "One value of the key has to fit." : "",
    ifExists ? "True also where the request has no such key." : "",
  ];
  return { ...found, name, description: [found.description, ...additions].filter((part) => part !== "").join(" ") };
}

/** The operators as they are offered: the plain ones, then those for keys that may be absent or have many values. */
export const operators: readonly Operator[] = [
  ...plain,
  ...plain.flatMap(({ name }) => (name === "Null" ? [] : (operatorNamed(`${name}IfExists`) ?? []))),
  ...["ForAnyValue:", "ForAllValues:"].flatMap((set) =>
    ["StringEquals", "StringLike", "ArnLike"].flatMap((name) => operatorNamed(`${set}${name}`) ?? []),
  ),
];
