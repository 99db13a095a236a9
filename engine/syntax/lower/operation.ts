import type typescript from "typescript";
import type { Assignment, Expression, Unary } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { targetOf } from "./pattern.ts";

/** Operators, `await`, spreading and `?:`. */
export function operationOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isBinaryExpression(node)) return isAssignment(node) ? assignmentOf(frame, node) : binaryOf(frame, node);
  if (ts.isAwaitExpression(node))
    return { kind: "await", ...frame.site(node), value: frame.expression(node.expression) };
  if (ts.isSpreadElement(node))
    return { kind: "spread", ...frame.site(node), value: frame.expression(node.expression) };
  if (!ts.isConditionalExpression(node)) return unaryOf(frame, node);
  return {
    kind: "conditional",
    ...frame.site(node),
    test: frame.expression(node.condition),
    whenTrue: frame.expression(node.whenTrue),
    whenFalse: frame.expression(node.whenFalse),
  };
}

/** `a + b + c…` may have thousands of terms, so its left side is followed by a loop. */
function binaryOf(frame: Frame, outermost: typescript.BinaryExpression): Expression {
  const chain = [outermost];
  let left = outermost.left;
  while (ts.isBinaryExpression(left) && !isAssignment(left)) {
    chain.push(left);
    left = left.left;
  }
  return chain.reduceRight(
    (value: Expression, node): Expression => ({
      kind: "binary",
      ...frame.site(node),
      operator: wordOf(node.operatorToken.kind),
      left: value,
      right: frame.expression(node.right),
    }),
    frame.expression(left),
  );
}

const assignmentOf = (frame: Frame, node: typescript.BinaryExpression): Assignment => ({
  kind: "assignment",
  ...frame.site(node),
  operator: wordOf(node.operatorToken.kind),
  target: targetOf(frame, node.left),
  value: frame.expression(node.right),
});

function unaryOf(frame: Frame, node: typescript.Node): Unary | undefined {
  const unary = (operator: string, operand: typescript.Expression): Unary => ({
    kind: "unary",
    ...frame.site(node),
    operator,
    operand: frame.expression(operand),
  });
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return unary(wordOf(node.operator), node.operand);
  if (ts.isTypeOfExpression(node)) return unary("typeof", node.expression);
  if (ts.isVoidExpression(node)) return unary("void", node.expression);
  return ts.isDeleteExpression(node) ? unary("delete", node.expression) : undefined;
}

const isAssignment = (node: typescript.BinaryExpression): boolean =>
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

const wordOf = (token: typescript.SyntaxKind): string => ts.tokenToString(token) ?? "";
