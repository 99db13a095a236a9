import type typescript from "typescript";
import type { FunctionExpression, Name, Parameter, Statement } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { bindingOf } from "./pattern.ts";

type FunctionNode =
  | typescript.FunctionDeclaration
  | typescript.FunctionExpression
  | typescript.ArrowFunction
  | typescript.MethodDeclaration
  | typescript.ConstructorDeclaration
  | typescript.AccessorDeclaration
  | typescript.ClassStaticBlockDeclaration;

/** A function in any of its forms. Only a function expression or declaration has a name of its own; a missing body is empty. */
export function functionOf(frame: Frame, node: FunctionNode): FunctionExpression {
  const parameters = ts.isClassStaticBlockDeclaration(node)
    ? []
    : node.parameters.filter((parameter) => !isThisType(parameter));
  const isArrow = ts.isArrowFunction(node);
  return {
    kind: "function",
    ...frame.site(node),
    ...nameOf(node),
    params: parameters.map((parameter) => parameterOf(frame, parameter)),
    body: [...parameters.flatMap((parameter) => fieldOf(frame, parameter)), ...bodyOf(frame, node.body)],
    concise: isArrow && !ts.isBlock(node.body),
    isAsync: isAsync(node),
    isArrow,
    ...kindOf(node),
    bodyAt: node.body ? frame.site(node.body) : frame.span(node.end, node.end),
  };
}

const kindOf = (node: FunctionNode): Pick<FunctionExpression, "isGenerator" | "accessor"> => ({
  ...("asteriskToken" in node && node.asteriskToken && { isGenerator: true }),
  ...(ts.isAccessor(node) && { accessor: ts.isGetAccessor(node) ? "get" : "set" }),
});

const isAsync = (node: FunctionNode): boolean =>
  ts.canHaveModifiers(node) &&
  (node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false);

function nameOf(node: FunctionNode): { readonly name: string } | undefined {
  const isNamed = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
  return isNamed && node.name ? { name: node.name.text } : undefined;
}

function bodyOf(frame: Frame, body: typescript.Node | undefined): readonly Statement[] {
  if (!body) return [];
  if (ts.isBlock(body)) return frame.statements(body.statements);
  return [{ kind: "return", ...frame.site(body), value: frame.expression(body) }];
}

const parameterOf = (frame: Frame, node: typescript.ParameterDeclaration): Parameter => ({
  target: bindingOf(frame, node.name),
  ...frame.site(node),
  rest: node.dotDotDotToken !== undefined,
  ...(node.initializer && { initial: frame.expression(node.initializer) }),
  ...frame.typeText(node.type),
});

/** `this: Type` as the first parameter is a type only. */
const isThisType = (node: typescript.ParameterDeclaration): boolean =>
  ts.isIdentifier(node.name) && node.name.text === "this";

/** `constructor(private db: Db)` also means `this.db = db`; all of it stands at the parameter's name. */
function fieldOf(frame: Frame, node: typescript.ParameterDeclaration): Statement[] {
  if (!ts.isIdentifier(node.name) || !node.modifiers?.some((modifier) => ts.isModifier(modifier))) return [];
  const at = frame.site(node.name);
  const value: Name = { kind: "name", ...at, name: node.name.text };
  const object: Name = { kind: "name", ...at, name: "this" };
  const target = { kind: "member", ...at, object, property: value.name, propertyAt: at, optional: false } as const;
  return [{ kind: "expression", ...at, value: { kind: "assignment", ...at, operator: "=", target, value } }];
}
