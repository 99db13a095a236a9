import * as path from "node:path";
import ts from "typescript";

export interface Import {
  readonly specifier: string;
  /** The imported file of the project; undefined for a package. */
  readonly target: string | undefined;
  readonly line: number;
  /** Whether it is gone after compiling. */
  readonly isType: boolean;
}

/** What a file imports, re-exports, requires or names as `import("…")`. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push(importOf(source, specifier, isTypeOnly(node)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importOf(source: ts.SourceFile, { text: specifier, pos, end }: ts.StringLiteralLike, isType: boolean): Import {
  const isRelative = specifier.startsWith(".");
  const target = isRelative
    ? path.posix.normalize(path.posix.join(path.posix.dirname(source.fileName), specifier))
    : undefined;
  const line = source.getLineAndCharacterOfPosition(Math.min(pos + 1, end)).line + 1;
  return { specifier, target, line, isType };
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const named = nodeNaming(node);
  return named && ts.isStringLiteralLike(named) ? named : undefined;
}

function nodeNaming(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const isLoad =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
  return isLoad ? node.arguments[0] : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly === true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportTypeNode(node);
}
