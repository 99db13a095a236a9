import type * as ir from "../program/ir.ts";
import { textAt } from "../text/source.ts";
import { type Abstract, property, withProperty } from "./abstract.ts";
import { type Frame, lookup } from "./frame.ts";
import { withMarks } from "./harmless.ts";
import { cleaned, mapTaints } from "./taint-changes.ts";
import { settledBy } from "./verdicts.ts";

/** That what an expression stands for, or a part of it, is harmless for sinks of some kinds. */
export interface Fact {
  readonly expression: ir.Expression;
  /** Which part of it; none: the whole. */
  readonly path?: readonly string[];
  readonly kinds: readonly string[];
  /** Instead: that a check has passed, whatever holds what it gave back. */
  readonly verdict?: string;
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
    if (fact.verdict !== undefined) settle(fact.verdict, frame);
    const { root, path } = placeOf(fact);
    const value = root === undefined ? undefined : lookup(frame, root);
    if (root !== undefined && value) frame.variables.set(root, narrowed(value, path, fact));
  }
}

/** What a check has given back is harmless now, under whatever names. */
function settle(verdict: string, frame: Frame): void {
  for (const name of namesOf(frame)) {
    const value = lookup(frame, name);
    const after = value && settledBy(verdict, value);
    if (after && after !== value) frame.variables.set(name, after);
  }
}

/** Names that a frame sees, those of the module left out. */
function namesOf(frame: Frame): ReadonlySet<string> {
  const names = new Set<string>();
  for (let here: Frame | undefined = frame; here?.parent; here = here.parent)
    for (const name of here.variables.keys()) names.add(name);
  return names;
}

/** Runs `then`; the facts that it learns by what it is given end with it. */
export function forAWhile<T>(frame: Frame, then: (learnNow: (facts: readonly Fact[]) => void) => T): T {
  const before = frame.variables;
  const roots = new Set<string>();
  const result = then((facts) => {
    if (facts.length > 0 && roots.size === 0) frame.variables = new Map(before);
    for (const fact of facts) {
      roots.add(placeOf(fact).root ?? "");
      if (fact.verdict !== undefined) for (const name of namesOf(frame)) roots.add(name);
    }
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
    if (fact.verdict !== undefined) return [fact];
    const isAll = (kinds: readonly string[]) => kinds.includes("*");
    const kinds = isAll(fact.kinds)
      ? other.kinds
      : fact.kinds.filter((kind) => isAll(other.kinds) || other.kinds.includes(kind));
    return kinds.length > 0 ? [{ ...fact, kinds }] : [];
  });

const nameOf = ({ expression, path = [], verdict }: Fact): string =>
  verdict === undefined ? [textAt(expression), ...path].join("\0") : `\0${verdict}`;

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
  if (path.length === 0) return cleanedOf(value, kinds);
  const part = path.reduce((whole, key) => property(whole, key, expression), value);
  return withProperty(value, path, cleanedOf(part, kinds), expression);
}

/** Clean for these kinds, and for those that follow from what several tests took away. */
export const cleanedOf = (value: Abstract, kinds: readonly string[]): Abstract =>
  mapTaints(cleaned(value, kinds), (taint) => {
    const clean = withMarks(taint.clean);
    return [clean === taint.clean ? taint : { ...taint, clean }];
  });
