import type typescript from "typescript";
import type { ArrayPattern, Expression, Name, ObjectPattern, Pattern } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { keyOf } from "./key.ts";

/** What is inside of parentheses and of TypeScript's marks on expressions. */
export function unwrapped(node: typescript.Node): typescript.Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

const isWrapper = (node: typescript.Node): node is typescript.ParenthesizedExpression =>
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isTypeAssertionExpression(node) ||
  ts.isExpressionWithTypeArguments(node);

/** The pattern of a declaration or parameter. */
export function bindingOf(frame: Frame, node: typescript.BindingName): Pattern {
  if (ts.isIdentifier(node)) return { kind: "name", ...frame.site(node), name: node.text };
  return frame.pattern(() =>
    ts.isObjectBindingPattern(node) ? objectBindingOf(frame, node) : arrayBindingOf(frame, node),
  );
}

function objectBindingOf(frame: Frame, node: typescript.ObjectBindingPattern): ObjectPattern {
  const rest = node.elements.find((element) => element.dotDotDotToken);
  return {
    kind: "object-pattern",
    ...frame.site(node),
    properties: node.elements
      .filter((element) => element !== rest)
      .map((element) => ({
        key: boundKeyOf(frame, element),
        target: bindingOf(frame, element.name),
        ...initialOf(frame, element.initializer),
      })),
    ...(rest && { rest: bindingOf(frame, rest.name) }),
  };
}

/** A pattern without a key, half-typed, has the empty one. */
function boundKeyOf(frame: Frame, node: typescript.BindingElement): string | Expression {
  if (node.propertyName) return keyOf(frame, node.propertyName);
  return ts.isIdentifier(node.name) ? node.name.text : "";
}

function arrayBindingOf(frame: Frame, node: typescript.ArrayBindingPattern): ArrayPattern {
  const rest = node.elements.find((element) => ts.isBindingElement(element) && element.dotDotDotToken);
  return {
    kind: "array-pattern",
    ...frame.site(node),
    items: node.elements
      .filter((element) => element !== rest)
      .map((element) =>
        ts.isBindingElement(element)
          ? { target: bindingOf(frame, element.name), ...initialOf(frame, element.initializer) }
          : undefined,
      ),
    ...(rest && ts.isBindingElement(rest) && { rest: bindingOf(frame, rest.name) }),
  };
}

/** The pattern of an assignment's left side. What cannot be assigned to is a Name with empty text. */
export function targetOf(frame: Frame, outer: typescript.Node): Pattern {
  const node = unwrapped(outer);
  if (ts.isObjectLiteralExpression(node)) return frame.pattern(() => objectTargetOf(frame, node));
  if (ts.isArrayLiteralExpression(node)) return frame.pattern(() => arrayTargetOf(frame, node));
  const lowered = frame.expression(node);
  if (lowered.kind === "name" || lowered.kind === "member") return lowered;
  return { kind: "name", ...frame.site(node), name: "" } satisfies Name;
}

function objectTargetOf(frame: Frame, node: typescript.ObjectLiteralExpression): ObjectPattern {
  const rest = node.properties.find((property) => ts.isSpreadAssignment(property));
  return {
    kind: "object-pattern",
    ...frame.site(node),
    properties: node.properties.flatMap((property) => {
      if (ts.isPropertyAssignment(property)) {
        return { key: keyOf(frame, property.name), ...withInitial(frame, property.initializer) };
      }
      if (!ts.isShorthandPropertyAssignment(property)) return [];
      const initial = initialOf(frame, property.objectAssignmentInitializer);
      return { key: property.name.text, target: targetOf(frame, property.name), ...initial };
    }),
    ...(rest && { rest: targetOf(frame, rest.expression) }),
  };
}

function arrayTargetOf(frame: Frame, node: typescript.ArrayLiteralExpression): ArrayPattern {
  const rest = node.elements.find((element) => ts.isSpreadElement(element));
  return {
    kind: "array-pattern",
    ...frame.site(node),
    items: node.elements
      .filter((element) => element !== rest)
      .map((element) => (ts.isOmittedExpression(element) ? undefined : withInitial(frame, element))),
    ...(rest && { rest: targetOf(frame, rest.expression) }),
  };
}

/** `target = initial` inside a destructuring assignment. */
function withInitial(frame: Frame, node: typescript.Expression): { target: Pattern; initial?: Expression } {
  const hasInitial = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!hasInitial) return { target: targetOf(frame, node) };
  return { target: targetOf(frame, node.left), initial: frame.expression(node.right) };
}

const initialOf = (
  frame: Frame,
  node: typescript.Expression | undefined,
): { readonly initial: Expression } | undefined => node && { initial: frame.expression(node) };
