import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, cleaned, property, withProperty } from "./abstract.ts";
import { type Frame, lookup } from "./frame.ts";

/** That what an expression stands for, or a part of it, is harmless for sinks of some kinds. */
export interface Fact {
  readonly expression: ir.Expression;
  /** Which part of it; none: the whole. */
  readonly path?: readonly string[];
  readonly kinds: readonly string[];
}

/** What is known if a test comes out true, and if it comes out false. */
export interface Outcomes {
  readonly whenTrue: readonly Fact[];
  readonly whenFalse: readonly Fact[];
}

export const nothingKnown: Outcomes = { whenTrue: [], whenFalse: [] };

/** Writes facts into the variables of a frame: they hold from here on. */
export function learn(facts: readonly Fact[], frame: Frame): void {
  for (const fact of facts) {
    const { root, path } = placeOf(fact);
    const value = root === undefined ? undefined : lookup(frame, root);
    if (root !== undefined && value) frame.variables.set(root, narrowed(value, path, fact));
  }
}

/** Runs `then`; the facts that it learns by what it is given end with it. */
export function forAWhile<T>(frame: Frame, then: (learnNow: (facts: readonly Fact[]) => void) => T): T {
  const before = frame.variables;
  const roots = new Set<string>();
  const result = then((facts) => {
    if (facts.length > 0 && roots.size === 0) frame.variables = new Map(before);
    for (const fact of facts) roots.add(placeOf(fact).root ?? "");
    learn(facts, frame);
  });
  for (const root of roots) {
    const old = before.get(root);
    if (old) frame.variables.set(root, old);
    else frame.variables.delete(root);
  }
  return result;
}

/** The facts that are in both lists: what is known if one of the two is. */
export const common = (a: readonly Fact[], b: readonly Fact[]): readonly Fact[] =>
  a.flatMap((fact) => {
    const other = b.find((one) => nameOf(one) === nameOf(fact));
    if (!other) return [];
    const isAll = (kinds: readonly string[]) => kinds.includes("*");
    const kinds = isAll(fact.kinds)
      ? other.kinds
      : fact.kinds.filter((kind) => isAll(other.kinds) || other.kinds.includes(kind));
    return kinds.length > 0 ? [{ ...fact, kinds }] : [];
  });

const nameOf = ({ expression, path = [] }: Fact): string => [textAt(expression), ...path].join("\0");

/** The variable that a fact is about, and the path from it. */
function placeOf({ expression, path = [] }: Fact): { readonly root?: string; readonly path: readonly string[] } {
  const before: string[] = [];
  let here = expression;
  while (here.kind === "member") {
    before.unshift(typeof here.property === "string" ? here.property : "[]");
    here = here.object;
  }
  return { root: here.kind === "name" ? here.name : undefined, path: [...before, ...path] };
}

function narrowed(value: Abstract, path: readonly string[], { kinds, expression }: Fact): Abstract {
  if (path.length === 0) return cleaned(value, kinds);
  const part = path.reduce((whole, key) => property(whole, key, expression), value);
  return withProperty(value, path, cleaned(part, kinds), expression);
}
