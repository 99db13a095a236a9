import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import type { Abstract } from "./abstract.ts";
import type { Fact, Outcomes } from "./facts.ts";

type ValueOf = (e: ir.Expression) => Abstract;

/** Whether a path was put together and cleared of `..`: by `path.resolve`, `join`, `normalize` or `realpath`. */
export const isNormalised = ({ from }: Abstract): boolean =>
  from?.kind === "call" && /(?:^|\.)(?:resolve|normalize|join|realpath(?:Sync)?)$/.test(textAt(from.callee));

/** What is known of the host of an address holds for the address, and for the text that it was made of. */
export function withAddress({ whenTrue, whenFalse }: Outcomes, valueOf: ValueOf): Outcomes {
  const more = (facts: readonly Fact[]): readonly Fact[] =>
    facts.flatMap((fact) => [fact, ...ofAddress(fact, valueOf)]);
  return { whenTrue: more(whenTrue), whenFalse: more(whenFalse) };
}

function ofAddress({ expression, path = [], kinds }: Fact, valueOf: ValueOf): readonly Fact[] {
  if (path.length > 0 || !kinds.some((kind) => kind === "*" || kind === "url")) return [];
  if (expression.kind === "name") return ofHost(valueOf(expression));
  if (expression.kind !== "member") return [];
  if (!/^(?:host|hostname|origin)$/.test(String(expression.property))) return [];
  const { object } = expression;
  const made = object.kind === "call" ? object : valueOf(object).from;
  const isUrl = made?.kind === "call" && /(?:^|\.)URL(?:\.parse)?$/.test(textAt(made.callee));
  const text = isUrl ? made.args[0] : undefined;
  return isUrl ? [object, ...(text ? [text] : [])].map((one) => ({ expression: one, kinds: ["url", "redirect"] })) : [];
}

/** `const { hostname } = new URL(text)`. */
function ofHost({ api, from }: Abstract): readonly Fact[] {
  const text =
    from?.kind === "call" && /^URL\.new\(\)\.(?:host|hostname|origin)$/.test(api ?? "") ? from.args[0] : undefined;
  return text ? [{ expression: text, kinds: ["url", "redirect"] }] : [];
}
