import type typescript from "typescript";
import type { Call, Expression, Member } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";

/** Members, calls and constructions. */
export function accessOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isPropertyAccessExpression(node)) return memberOf(frame, node);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return callOf(frame, node);
  return ts.isElementAccessExpression(node) ? elementOf(frame, node) : undefined;
}

const memberOf = (frame: Frame, node: typescript.PropertyAccessExpression): Member => ({
  kind: "member",
  ...frame.site(node),
  object: frame.expression(node.expression),
  property: node.name.text,
  propertyAt: frame.site(node.name),
  optional: node.questionDotToken !== undefined,
});

function elementOf(frame: Frame, node: typescript.ElementAccessExpression): Member {
  const index = node.argumentExpression;
  const isName = ts.isStringLiteralLike(index) || ts.isNumericLiteral(index);
  return {
    kind: "member",
    ...frame.site(node),
    object: frame.expression(node.expression),
    property: isName ? index.text : frame.expression(index),
    propertyAt: frame.site(index),
    optional: node.questionDotToken !== undefined,
  };
}

function callOf(frame: Frame, node: typescript.CallExpression | typescript.NewExpression): Call {
  const list = node.arguments;
  const isClosed = frame.tree.text[node.end - 1] === ")";
  return {
    kind: "call",
    ...frame.site(node),
    callee: frame.expression(node.expression),
    args: (list ?? []).map((argument) => frame.expression(argument)),
    isNew: ts.isNewExpression(node),
    optional: ts.isCallExpression(node) && node.questionDotToken !== undefined,
    argsAt: list ? frame.span(list.pos, isClosed ? node.end - 1 : node.end) : frame.span(node.end, node.end),
  };
}
