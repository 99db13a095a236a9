import type typescript from "typescript";
import type { ClassExpression } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { functionOf } from "./function.ts";
import { keyOf } from "./key.ts";

type Member = ClassExpression["members"][number];

/** A class; decorators, index signatures, overloads and `declare` fields are types only. A static block is a static function without a name. */
export function classOf(frame: Frame, node: typescript.ClassLikeDeclaration): ClassExpression {
  const base = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return {
    kind: "class",
    ...frame.site(node),
    ...(node.name && { name: node.name.text }),
    ...(base && { base: frame.expression(base.expression) }),
    members: node.members.flatMap((member) => memberOf(frame, member) ?? []),
  };
}

function memberOf(frame: Frame, node: typescript.ClassElement): Member | undefined {
  if (ts.isClassStaticBlockDeclaration(node)) return { name: "", isStatic: true, value: functionOf(frame, node) };
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const has = (kind: typescript.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
  const isStatic = has(ts.SyntaxKind.StaticKeyword);
  if (ts.isPropertyDeclaration(node)) {
    if (has(ts.SyntaxKind.DeclareKeyword)) return undefined;
    return {
      name: keyOf(frame, node.name),
      isStatic,
      ...(node.initializer && { value: frame.expression(node.initializer) }),
      ...frame.typeText(node.type),
    };
  }
  if (ts.isConstructorDeclaration(node)) {
    return node.body && { name: "constructor", isStatic: false, value: functionOf(frame, node) };
  }
  if (!ts.isMethodDeclaration(node) && !ts.isAccessor(node)) return undefined;
  return node.body && { name: keyOf(frame, node.name), isStatic, value: functionOf(frame, node) };
}
