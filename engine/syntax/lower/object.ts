import type typescript from "typescript";
import type { Expression, ObjectProperty } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { functionOf } from "./function.ts";
import { keyAtOf, keyOf } from "./key.ts";

/** Object and array literals. A hole of an array is an empty `other`, so that the items keep their places. */
export function collectionOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isObjectLiteralExpression(node)) {
    return {
      kind: "object",
      ...frame.site(node),
      properties: node.properties.map((property) => propertyOf(frame, property)),
    };
  }
  if (!ts.isArrayLiteralExpression(node)) return undefined;
  return { kind: "array", ...frame.site(node), items: node.elements.map((item) => frame.expression(item)) };
}

function propertyOf(frame: Frame, node: typescript.ObjectLiteralElementLike): ObjectProperty {
  const site = frame.site(node);
  if (ts.isSpreadAssignment(node)) {
    return {
      key: undefined,
      ...site,
      keyAt: frame.span(node.end, node.end),
      value: frame.expression(node.expression),
      shorthand: false,
    };
  }
  return {
    key: keyOf(frame, node.name),
    ...site,
    keyAt: keyAtOf(frame, node.name),
    value: valueOf(frame, node),
    shorthand: ts.isShorthandPropertyAssignment(node),
  };
}

function valueOf(
  frame: Frame,
  node: Exclude<typescript.ObjectLiteralElementLike, typescript.SpreadAssignment>,
): Expression {
  if (ts.isPropertyAssignment(node)) return frame.expression(node.initializer);
  return ts.isShorthandPropertyAssignment(node) ? frame.expression(node.name) : functionOf(frame, node);
}
