import type { Value } from "../template/value.ts";
import { boolean, items, map, primitive } from "../template/value.ts";
import { type Comparison, comparisons } from "./comparisons.ts";
import { policyTextOf } from "./policy-text.ts";
import type { Request } from "./request.ts";
import { agreed, allOf, anyOf, not, type Truth } from "./truth.ts";

/**
 * Whether a statement's `Condition` is met: of all operators and all their keys. A key that the request does not tell of is not known, unless
 * the context is whole; then it is absent.
 */
export function isMet(condition: Value | undefined, request: Request): Truth {
  if (!condition || (condition.kind === "known" && condition.value === null)) return true;
  if (condition.kind === "oneOf") return agreed(condition.options.map(({ value }) => isMet(value, request)));
  const operators = map(condition)?.entries;
  if (!operators) return undefined;
  return allOf(operators, ({ key: operator, value }) => {
    const keys = map(value)?.entries;
    if (!keys) return undefined;
    return allOf(keys, ({ key, value: written }) =>
      isKeyMet(String(operator.value), String(key.value), written, request),
    );
  });
}

const operatorForm = /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/;

function isKeyMet(operator: string, key: string, written: Value, request: Request): Truth {
  const given = givenFor(key, request);
  if (operator === "Null") return isAbsenceMet(written, given);
  const [, set, name = "", ifExists] = operatorForm.exec(operator) ?? [];
  const comparison = comparisons.get(name);
  if (!comparison || given === "unknown") return undefined;
  if (given.length === 0) return ifExists !== undefined || isMetByAbsence(set, comparison);
  const isValueMet = (one: string) => compared(comparison, written, one, request);
  if (set === "ForAllValues:") return allOf(given, isValueMet);
  if (set === "ForAnyValue:") return anyOf(given, isValueMet);
  return given.length === 1 ? anyOf(given, isValueMet) : undefined;
}

/** The values of a key in the request; none if it is absent. */
function givenFor(key: string, { context, isContextWhole }: Request): readonly string[] | "unknown" {
  return context.get(key.toLowerCase()) ?? (isContextWhole ? [] : "unknown");
}

function isMetByAbsence(set: string | undefined, { isNegated }: Comparison): boolean {
  if (set === "ForAllValues:") return true;
  return set === undefined && isNegated;
}

function isAbsenceMet(written: Value, given: readonly string[] | "unknown"): Truth {
  if (given === "unknown") return undefined;
  return anyOf(items(written), (item) => {
    const wanted = boolean(item);
    return wanted === undefined ? undefined : wanted === (given.length === 0);
  });
}

/** Whether one value of the request is one of those that the policy lists, or for a negated operator none of them. */
function compared(comparison: Comparison, written: Value, given: string, request: Request): Truth {
  const isListed = anyOf(items(written), (item) => {
    const found = item.kind === "known" ? primitive(item) : undefined;
    if (found === undefined || found === null) return undefined;
    const text = comparison.takesVariables
      ? policyTextOf(String(found), request, comparison.takesWildcards)
      : String(found);
    return text === undefined ? undefined : comparison.holds(text, given);
  });
  return comparison.isNegated ? not(isListed) : isListed;
}
