import type { Node, Scalar } from "../syntax/node.ts";
import type { OneOf, Primitive, Unknown, Value } from "./value.ts";
import { known, unknown } from "./value.ts";

/** More possibilities than this are not told one by one. */
const mostOptions = 24;
const longestText = 65_536;
const tooMany = "it has too many possible values";

/** What `values` joined to one text mean: known, one of, or unknown with the pattern as far as it is known. */
export function joined(values: readonly Value[], at: Node): Value {
  const choices = values.filter((value) => value.kind === "oneOf");
  if (combinationsOf(choices) > mostOptions) return unknown(at, tooMany);
  const [open] = choices;
  if (open) return forEachOption(open, at, (option, when) => joined(chosen(values, open, when, option), at));
  const parts = values.map(patternOf);
  if (parts.some((part) => part === undefined)) return unknown(at, "part of it is no text");
  const text = parts.join("");
  if (text.length > longestText) return unknown(at, "its text is too long");
  const unknowns = values.filter((value) => value.kind === "unknown");
  return unknowns.length === 0 ? known(at, text) : partlyKnown(unknowns, text, at);
}

/** How many texts the choices can make; those made by the same question are made together. */
function combinationsOf(choices: readonly OneOf[]): number {
  const questions = new Map(
    choices.map((choice) => [choice.options.map((option) => option.when).join(), choice.options.length]),
  );
  return [...questions.values()].reduce((product, count) => product * count, 1);
}

function partlyKnown(unknowns: readonly Unknown[], pattern: string, at: Node): Unknown {
  const references = unknowns.flatMap((value) => value.refersTo ?? []);
  const [first] = references;
  const refersTo = references.every((reference) => reference.resource === first?.resource) ? first : undefined;
  return unknown(at, unknowns[0]?.because ?? "part of it is unknown", { refersTo, pattern });
}

/** Each option of `of` put through `derive`; nested choices become one flat list. Undefined results stand as null. */
export function forEachOption(of: OneOf, at: Node, derive: (option: Value, when: string) => Value | undefined): Value {
  const options = of.options.flatMap(({ value, when }) => {
    const derived = derive(value, when) ?? known(value.at, null);
    if (derived.kind !== "oneOf") return [{ value: derived, when }];
    return derived.options.map((inner) => ({ value: inner.value, when: `${when} and ${inner.when}` }));
  });
  if (options.length > mostOptions) return unknown(at, tooMany);
  return { kind: "oneOf", at, options };
}

/** `values` with every choice that is made by the same question as `open` decided alike. */
function chosen(values: readonly Value[], open: OneOf, when: string, option: Value): Value[] {
  return values.map((value) => {
    if (value === open) return option;
    if (value.kind !== "oneOf") return value;
    return value.options.find((other) => other.when === when)?.value ?? value;
  });
}

/** The text of a known primitive, or the pattern of an unknown. Undefined for maps and lists. */
function patternOf(value: Value): string | undefined {
  if (value.kind === "unknown") return value.pattern ?? "${}";
  if (value.kind === "oneOf") return undefined;
  return typeof value.value === "object" && value.value !== null ? undefined : textOfPrimitive(value.value);
}

const textOfPrimitive = (value: Primitive): string => (value === null ? "" : String(value));

/** The items of one text that is split at commas, as CloudFormation reads list parameters. */
export function commaList(scalar: Scalar): Value {
  const texts = String(scalar.value ?? "").split(",");
  const parts = texts.map((part): Value => known(scalar, part.trim()));
  return known(scalar, { kind: "list", items: parts });
}
