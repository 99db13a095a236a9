import type { Expression } from "../program/ir.ts";

/** Whether a test that says nothing but `true`, `!1` or the like comes out true; undefined: it is a question. */
export function truthOf(test: Expression): boolean | undefined {
  if (test.kind === "literal") return test.regex === true || Boolean(test.value);
  if (test.kind !== "unary" || test.operator !== "!") return undefined;
  const inner = truthOf(test.operand);
  return inner === undefined ? undefined : !inner;
}
