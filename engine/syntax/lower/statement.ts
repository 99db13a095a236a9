import type typescript from "typescript";
import type { Statement } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import { branchOf, switchOf, tryOf } from "./control.ts";
import { declarationsOf } from "./declaration.ts";
import type { Frame } from "./frame.ts";
import { loopOf } from "./loop.ts";
import { moduleStatementsOf } from "./module.ts";

/** The statements that one of the source stands for: none for a type, several for `let a, b`. */
export function statementsOf(frame: Frame, node: typescript.Statement): readonly Statement[] {
  if (ts.isExpressionStatement(node)) {
    return [{ kind: "expression", ...frame.site(node), value: frame.expression(node.expression) }];
  }
  if (ts.isBlock(node)) return [{ kind: "block", ...frame.site(node), body: frame.statements(node.statements) }];
  if (ts.isLabeledStatement(node)) return [labelledOf(frame, node)];
  const one =
    leavingOf(frame, node) ??
    branchOf(frame, node) ??
    loopOf(frame, node) ??
    tryOf(frame, node) ??
    switchOf(frame, node);
  if (one) return [one];
  return declarationsOf(frame, node) ?? moduleStatementsOf(frame, node) ?? withOf(frame, node);
}

/** A loop has its label itself (the innermost of several); any other statement becomes a block. */
function labelledOf(frame: Frame, node: typescript.LabeledStatement): Statement {
  const body = frame.statement(node.statement);
  const label = node.label.text;
  const [only] = body;
  if (only?.kind === "loop" && body.length === 1) return { label, ...only };
  return { kind: "block", ...frame.site(node), body, label };
}

const labelOf = (node: typescript.BreakOrContinueStatement): { readonly label?: string } | undefined =>
  node.label && { label: node.label.text };

function leavingOf(frame: Frame, node: typescript.Statement): Statement | undefined {
  const site = () => frame.site(node);
  if (ts.isReturnStatement(node)) {
    return { kind: "return", ...site(), ...(node.expression && { value: frame.expression(node.expression) }) };
  }
  if (ts.isThrowStatement(node)) return { kind: "throw", ...site(), value: frame.expression(node.expression) };
  if (ts.isBreakStatement(node)) return { kind: "jump", ...site(), word: "break", ...labelOf(node) };
  return ts.isContinueStatement(node) ? { kind: "jump", ...site(), word: "continue", ...labelOf(node) } : undefined;
}

/** `with (subject) body`; what is left beside it (`;`, `debugger`, types) has no meaning here. */
function withOf(frame: Frame, node: typescript.Statement): readonly Statement[] {
  if (!ts.isWithStatement(node)) return [];
  const subject: Statement = {
    kind: "expression",
    ...frame.site(node.expression),
    value: frame.expression(node.expression),
  };
  return [{ kind: "block", ...frame.site(node), body: [subject, ...frame.body(node.statement)] }];
}
