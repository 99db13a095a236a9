import type typescript from "typescript";
import type { Loop, Pattern, Statement } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { bindingOf, targetOf } from "./pattern.ts";
import { variablesOf, wordOf } from "./variable.ts";

export function loopOf(frame: Frame, node: typescript.Statement): Loop | undefined {
  if (ts.isForStatement(node)) return countedOf(frame, node);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return iterationOf(frame, node);
  if (!ts.isWhileStatement(node) && !ts.isDoStatement(node)) return undefined;
  return {
    kind: "loop",
    ...frame.site(node),
    word: ts.isDoStatement(node) ? "do" : "while",
    before: [],
    test: frame.expression(node.expression),
    body: frame.body(node.statement),
  };
}

const countedOf = (frame: Frame, node: typescript.ForStatement): Loop => ({
  kind: "loop",
  ...frame.site(node),
  word: "for",
  before: node.initializer ? beforeOf(frame, node.initializer) : [],
  ...(node.condition && { test: frame.expression(node.condition) }),
  ...(node.incrementor && { after: frame.expression(node.incrementor) }),
  body: frame.body(node.statement),
});

const iterationOf = (frame: Frame, node: typescript.ForInOrOfStatement): Loop => ({
  kind: "loop",
  ...frame.site(node),
  word: ts.isForOfStatement(node) ? "of" : "in",
  before: [],
  each: eachOf(frame, node.initializer),
  ...(ts.isVariableDeclarationList(node.initializer) && { eachWord: wordOf(node.initializer) }),
  over: frame.expression(node.expression),
  body: frame.body(node.statement),
});

function beforeOf(frame: Frame, node: typescript.ForInitializer): readonly Statement[] {
  if (ts.isVariableDeclarationList(node)) return variablesOf(frame, node, node);
  return [{ kind: "expression", ...frame.site(node), value: frame.expression(node) }];
}

/** A binding without a name (`for (const of x)`, half-typed) is a Name with empty text. */
function eachOf(frame: Frame, node: typescript.ForInitializer): Pattern {
  if (!ts.isVariableDeclarationList(node)) return targetOf(frame, node);
  const declared = node.declarations[0];
  return declared ? bindingOf(frame, declared.name) : { kind: "name", ...frame.span(node.end, node.end), name: "" };
}
