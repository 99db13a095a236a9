import type typescript from "typescript";
import type { Export, Expression, Statement, TypeStatement, VariableStatement } from "../../program/ir.ts";
import { namesIn } from "../../program/patterns.ts";
import { ts } from "../typescript.ts";
import { classOf } from "./class.ts";
import { enumOf } from "./enum.ts";
import type { Frame } from "./frame.ts";
import { functionOf } from "./function.ts";
import { variablesOf } from "./variable.ts";

/** Declarations with the export that their `export` means; undefined for other statements. Ambient and type-only ones are empty. */
export function declarationsOf(frame: Frame, node: typescript.Statement): readonly Statement[] | undefined {
  if (ts.isVariableStatement(node)) return exported(frame, node, variablesOf(frame, node.declarationList, node));
  if (ts.isModuleDeclaration(node)) return isAmbient(node) ? [] : namespaceOf(frame, node);
  if (ts.isFunctionDeclaration(node)) {
    return isAmbient(node) || !node.body ? [] : namedOf(frame, node, functionOf(frame, node));
  }
  if (ts.isClassDeclaration(node)) return isAmbient(node) ? [] : namedOf(frame, node, classOf(frame, node));
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return [typeOf(frame, node)];
  if (!ts.isEnumDeclaration(node)) return undefined;
  return isAmbient(node) ? [] : exported(frame, node, [declared(frame, node, "const", node.name, enumOf(frame, node))]);
}

type Named = typescript.FunctionDeclaration | typescript.ClassDeclaration;

/** `export default` of a function or class without a name is an export only; with one it exports that name. */
function namedOf(frame: Frame, node: Named, initial: Expression): readonly Statement[] {
  const word = ts.isClassDeclaration(node) ? "class" : "function";
  const isDefault = has(node, ts.SyntaxKind.DefaultKeyword);
  if (!node.name) {
    if (isDefault) return [{ kind: "export", ...frame.site(node), names: [], value: initial }];
    return [declared(frame, node, word, undefined, initial)];
  }
  const statement = declared(frame, node, word, node.name, initial);
  if (!isDefault) return exported(frame, node, [statement]);
  return [statement, { kind: "export", ...frame.site(node), names: [], value: frame.expression(node.name) }];
}

/** A declaration without its name, half-typed, declares the empty name. */
const declared = (
  frame: Frame,
  node: typescript.Node,
  word: VariableStatement["word"],
  name: typescript.Identifier | undefined,
  initial: Expression,
): VariableStatement => ({
  kind: "variable",
  ...frame.site(node),
  word,
  target: { kind: "name", ...(name ? frame.site(name) : frame.span(node.end, node.end)), name: name?.text ?? "" },
  initial,
});

function exported(frame: Frame, node: typescript.Node, statements: readonly VariableStatement[]): readonly Statement[] {
  if (!has(node, ts.SyntaxKind.ExportKeyword)) return statements;
  const names = statements.flatMap((statement) => namesIn(statement.target));
  const exporting: Export = {
    kind: "export",
    ...frame.site(node),
    names: names.map((name) => ({ local: name, exported: name })),
  };
  return [...statements, exporting];
}

/** What a namespace exports is not an export of the file. A namespace of types only is nothing. */
function namespaceOf(frame: Frame, node: typescript.ModuleDeclaration): readonly Statement[] {
  const inner = node.body;
  if (!inner) return [];
  const all = ts.isModuleBlock(inner)
    ? frame.statements(inner.statements)
    : ts.isModuleDeclaration(inner)
      ? frame.statement(inner)
      : [];
  const body = all.filter(({ kind }) => kind !== "export" && kind !== "type");
  return body.length > 0 ? [{ kind: "block", ...frame.site(node), body }] : [];
}

/** A type by the text of what it is; of an interface that extends others only its own members. */
function typeOf(frame: Frame, node: typescript.InterfaceDeclaration | typescript.TypeAliasDeclaration): TypeStatement {
  const at = frame.site(node);
  const written = node.getText(frame.tree);
  const text = ts.isTypeAliasDeclaration(node) ? frame.typeText(node.type)?.type : written.slice(written.indexOf("{"));
  return { kind: "type", ...at, names: [{ imported: node.name.text, local: node.name.text }], text };
}

const isAmbient = (node: typescript.Node): boolean => has(node, ts.SyntaxKind.DeclareKeyword);

const has = (node: typescript.Node, kind: typescript.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
