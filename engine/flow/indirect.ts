import { memo } from "../memo.ts";
import type { Call, Expression } from "../program/ir.ts";

/** The call that `fn.call(self, …)`, `fn.apply(self, list)` or, if `reflects`, `Reflect.apply(fn, self, list)` comes to. */
export const directOf = (e: Call, reflects: boolean): Call | undefined => (reflects ? reflected(e) : relayed(e));

const relayed = memo((e: Call): Call | undefined => {
  if (e.callee.kind !== "member" || e.isNew) return undefined;
  const { object, property } = e.callee;
  if (property === "call") return { ...e, callee: object, args: e.args.slice(1) };
  return property === "apply" ? { ...e, callee: object, args: itemsOf(e.args[1]) } : undefined;
});

const reflected = memo((e: Call): Call | undefined => {
  const [callee, , list] = e.args;
  return callee && { ...e, callee, args: itemsOf(list) };
});

/** The items of a list as arguments. */
function itemsOf(list: Expression | undefined): readonly Expression[] {
  if (!list) return [];
  if (list.kind === "array") return list.items;
  const { block, start, end } = list;
  return [{ kind: "spread", value: list, block, start, end }];
}
