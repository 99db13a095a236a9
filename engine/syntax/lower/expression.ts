import type typescript from "typescript";
import type { Expression, OtherExpression } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import { accessOf } from "./access.ts";
import { classOf } from "./class.ts";
import type { Frame } from "./frame.ts";
import { functionOf } from "./function.ts";
import { jsxOf } from "./jsx.ts";
import { literalOf } from "./literal.ts";
import { collectionOf } from "./object.ts";
import { operationOf } from "./operation.ts";
import { unwrapped } from "./pattern.ts";

/** The small form of an expression. What has none is `other`, without children. */
export function expressionOf(frame: Frame, outer: typescript.Node): Expression {
  const node = unwrapped(outer);
  return (
    nameOf(frame, node) ??
    accessOf(frame, node) ??
    literalOf(frame, node) ??
    operationOf(frame, node) ??
    collectionOf(frame, node) ??
    definitionOf(frame, node) ??
    jsxOf(frame, node) ?? { kind: "other", ...frame.site(node), ...yielded(frame, node) }
  );
}

/** A name that is missing in half-typed text is a Name with empty text. */
function nameOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
    return { kind: "name", ...frame.site(node), name: node.text };
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return { kind: "name", ...frame.site(node), name: "this" };
    case ts.SyntaxKind.SuperKeyword:
      return { kind: "name", ...frame.site(node), name: "super" };
    case ts.SyntaxKind.ImportKeyword:
      return { kind: "name", ...frame.site(node), name: "import" };
    default:
      return undefined;
  }
}

function definitionOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionOf(frame, node);
  return ts.isClassExpression(node) ? classOf(frame, node) : undefined;
}

const yielded = (frame: Frame, node: typescript.Node): Pick<OtherExpression, "children" | "yields"> =>
  ts.isYieldExpression(node) && node.expression
    ? { children: [frame.expression(node.expression)], yields: node.asteriskToken ? "each" : "one" }
    : { children: [] };
