import type { Expression, Member, Pattern } from "./ir.ts";

/** The names that a pattern binds. */
export function namesIn(target: Pattern): readonly string[] {
  if (target.kind === "name") return [target.name];
  return partsOf(target).flatMap(namesIn);
}

/** The members that a pattern writes to. */
export function membersIn(target: Pattern): readonly Member[] {
  if (target.kind === "member") return [target];
  return partsOf(target).flatMap(membersIn);
}

function partsOf(target: Pattern): readonly Pattern[] {
  if (target.kind === "name" || target.kind === "member") return [];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  const inner = parts.flatMap((part) => (part ? [part.target] : []));
  return target.rest ? [...inner, target.rest] : inner;
}

/** The variable that a member belongs to, directly or not, or the name itself: `a` of `a.b.c`. */
export function rootOf(e: Expression): string | undefined {
  let here = e;
  while (here.kind === "member") here = here.object;
  return here.kind === "name" ? here.name : undefined;
}
