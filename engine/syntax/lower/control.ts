import type typescript from "typescript";
import type { If, Switch, Try } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { bindingOf } from "./pattern.ts";

export function branchOf(frame: Frame, node: typescript.Statement): If | undefined {
  if (!ts.isIfStatement(node)) return undefined;
  return {
    kind: "if",
    ...frame.site(node),
    test: frame.expression(node.expression),
    whenTrue: frame.body(node.thenStatement),
    whenFalse: node.elseStatement ? frame.body(node.elseStatement) : [],
  };
}

export function tryOf(frame: Frame, node: typescript.Statement): Try | undefined {
  if (!ts.isTryStatement(node)) return undefined;
  const { catchClause, finallyBlock } = node;
  const parameter = catchClause?.variableDeclaration;
  return {
    kind: "try",
    ...frame.site(node),
    body: frame.statements(node.tryBlock.statements),
    ...(parameter && { parameter: bindingOf(frame, parameter.name) }),
    ...(catchClause && {
      handler: frame.statements(catchClause.block.statements),
      handlerAt: frame.site(catchClause.block),
    }),
    finalizer: finallyBlock ? frame.statements(finallyBlock.statements) : [],
  };
}

export function switchOf(frame: Frame, node: typescript.Statement): Switch | undefined {
  if (!ts.isSwitchStatement(node)) return undefined;
  return {
    kind: "switch",
    ...frame.site(node),
    subject: frame.expression(node.expression),
    cases: node.caseBlock.clauses.map((clause) => ({
      ...(ts.isCaseClause(clause) && { test: frame.expression(clause.expression) }),
      body: frame.statements(clause.statements),
    })),
  };
}
