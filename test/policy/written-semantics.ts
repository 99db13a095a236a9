import type { Written } from "./statements-of.ts";

/*
 * IAM's decision as AWS's documentation words it, for policies that are written out in full and requests of which all is known: a second
 * reading, made of nothing that the engine uses. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, readonly string[]>;
}

export function isAllowed(asked: Asked, identity: readonly Written[], boundary?: readonly Written[]): boolean {
  const all = [...identity, ...(boundary ?? [])];
  if (all.some((one) => one["Effect"] === "Deny" && applies(one, asked))) return false;
  const allows = (statements: readonly Written[]) =>
    statements.some((one) => one["Effect"] === "Allow" && applies(one, asked));
  return allows(identity) && (boundary === undefined || allows(boundary));
}

function applies(statement: Written, { action, resource, context }: Asked): boolean {
  const listed = (name: string) => statement[name] as readonly string[] | undefined;
  const names = (patterns: readonly string[] | undefined, text: string, flags: string) =>
    patterns?.some((pattern) => wildcard(pattern, flags).test(text)) === true;
  const isAction = listed("NotAction")
    ? !names(listed("NotAction"), action, "i")
    : names(listed("Action"), action, "i");
  const isResource = listed("NotResource")
    ? !names(listed("NotResource"), resource, "")
    : names(listed("Resource"), resource, "");
  const condition = (statement["Condition"] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, readonly string[]>>>
  >;
  return (
    isAction &&
    isResource &&
    Object.entries(condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => isMet(operator, [values].flat(), context.get(key) ?? [])),
    )
  );
}

function wildcard(pattern: string, flags: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, flags);
}

function isMet(operator: string, written: readonly string[], given: readonly string[]): boolean {
  if (operator === "Null") return written.some((one) => (one === "true") === (given.length === 0));
  const forAll = operator.startsWith("ForAllValues:");
  const forAny = operator.startsWith("ForAnyValue:");
  const plain = operator.replace(/^For\w+:/, "").replace(/IfExists$/, "");
  const isNegated = plain.includes("Not");
  if (given.length === 0) return operator.endsWith("IfExists") || forAll || (!forAny && isNegated);
  const isOne = (value: string) => written.some((one) => isEqual(plain.replace("Not", ""), one, value)) !== isNegated;
  return forAny ? given.some(isOne) : given.every(isOne);
}

function isEqual(operator: string, written: string, given: string): boolean {
  switch (operator) {
    case "StringEquals":
      return written === given;
    case "StringEqualsIgnoreCase":
      return written.toLowerCase() === given.toLowerCase();
    case "StringLike":
      return wildcard(written, "").test(given);
    case "NumericEquals":
      return Number(written) === Number(given);
    case "NumericLessThan":
      return Number(given) < Number(written);
    case "Bool":
      return written === given;
    case "IpAddress":
      return written === "10.0.0.0/8" ? given.startsWith("10.") : written === given;
    default:
      throw new Error(`'${operator}' is not written here`);
  }
}
