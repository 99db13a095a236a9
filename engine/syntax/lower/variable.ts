import type typescript from "typescript";
import type { VariableStatement } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";
import { bindingOf } from "./pattern.ts";

/** One statement for each declared pattern. A lone declaration stands at `whole`, one of several at its own text. */
export function variablesOf(
  frame: Frame,
  list: typescript.VariableDeclarationList,
  whole: typescript.Node,
): readonly VariableStatement[] {
  const isLone = list.declarations.length === 1;
  return list.declarations.map((declaration) => ({
    kind: "variable",
    ...frame.site(isLone ? whole : declaration),
    word: wordOf(list),
    target: bindingOf(frame, declaration.name),
    ...(declaration.initializer && { initial: frame.expression(declaration.initializer) }),
    ...frame.typeText(declaration.type),
  }));
}

/** `using` counts as `const`. */
export function wordOf(list: typescript.VariableDeclarationList): "const" | "let" | "var" {
  if (list.flags & ts.NodeFlags.Const || list.flags & ts.NodeFlags.Using) return "const";
  return list.flags & ts.NodeFlags.Let ? "let" : "var";
}
