import type typescript from "typescript";
import type { Expression, ObjectExpression, ObjectProperty } from "../../program/ir.ts";
import type { Frame } from "./frame.ts";
import { keyAtOf, keyOf } from "./key.ts";

/** An enumeration as an object literal. A member without a value follows the number before it, or is unknown (`other`). */
export function enumOf(frame: Frame, node: typescript.EnumDeclaration): ObjectExpression {
  let next: number | undefined = 0;
  const properties = node.members.map((member): ObjectProperty => {
    const keyAt = keyAtOf(frame, member.name);
    const value: Expression = member.initializer
      ? frame.expression(member.initializer)
      : next === undefined
        ? { kind: "other", ...keyAt, children: [] }
        : { kind: "literal", ...keyAt, value: next };
    const known = numberOf(value);
    next = known === undefined ? undefined : known + 1;
    return { key: keyOf(frame, member.name), ...frame.site(member), keyAt, value, shorthand: false };
  });
  return { kind: "object", ...frame.site(node), properties };
}

function numberOf(value: Expression): number | undefined {
  if (value.kind === "literal") return typeof value.value === "number" ? value.value : undefined;
  if (value.kind !== "unary" || value.operator !== "-") return undefined;
  const positive = numberOf(value.operand);
  return positive === undefined ? undefined : -positive;
}
