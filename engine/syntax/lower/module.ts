import type typescript from "typescript";
import type { Export, Expression, Import, Statement, TypeStatement, VariableStatement } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";

/** `import` and `export` in all forms that are no declarations; undefined for other statements. What is only about types is empty. */
export function moduleStatementsOf(frame: Frame, node: typescript.Statement): readonly Statement[] | undefined {
  if (ts.isImportDeclaration(node)) return importOf(frame, node);
  if (ts.isImportEqualsDeclaration(node)) return node.isTypeOnly ? [] : importEqualsOf(frame, node);
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? [] : [exportOf(frame, node)];
  if (!ts.isExportAssignment(node)) return undefined;
  return [{ kind: "export", ...frame.site(node), names: [], value: frame.expression(node.expression) }];
}

function importOf(frame: Frame, node: typescript.ImportDeclaration): readonly Statement[] {
  const clause = node.importClause;
  const types = typesOf(frame, node);
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return types;
  const named = clause?.namedBindings;
  const name = (imported: string, local: typescript.Identifier) => ({
    imported,
    local: local.text,
    at: frame.site(local),
  });
  const specifiers = named && ts.isNamedImports(named) ? named.elements.filter((one) => !one.isTypeOnly) : [];
  return [
    {
      kind: "import",
      ...frame.site(node),
      from: textOf(node.moduleSpecifier),
      fromAt: frame.site(node.moduleSpecifier),
      names: [
        ...(clause?.name ? [name("default", clause.name)] : []),
        ...(named && ts.isNamespaceImport(named) ? [name("*", named.name)] : []),
        ...specifiers.map((one) => name((one.propertyName ?? one.name).text, one.name)),
      ],
    } satisfies Import,
    ...types,
  ];
}

/** What an import brings as types only: all of `import type`, or single names. */
function typesOf(frame: Frame, node: typescript.ImportDeclaration): readonly TypeStatement[] {
  const clause = node.importClause;
  const isAll = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const named = clause?.namedBindings;
  const whole = named && ts.isNamespaceImport(named) ? named.name : undefined;
  const single = named && ts.isNamedImports(named) ? named.elements.filter((one) => isAll || one.isTypeOnly) : [];
  const names = [
    ...(isAll && clause.name ? [{ imported: "default", local: clause.name.text }] : []),
    ...(isAll && whole ? [{ imported: "*", local: whole.text }] : []),
    ...single.map((one) => ({ imported: (one.propertyName ?? one.name).text, local: one.name.text })),
  ];
  return names.length > 0 ? [{ kind: "type", ...frame.site(node), from: textOf(node.moduleSpecifier), names }] : [];
}

/** `import a = require("x")` imports the whole module; `import a = b.c` is a constant. */
function importEqualsOf(frame: Frame, node: typescript.ImportEqualsDeclaration): readonly Statement[] {
  const local = node.name.text;
  const at = frame.site(node.name);
  const isExported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
  const exports: Export[] = isExported
    ? [{ kind: "export", ...frame.site(node), names: [{ local, exported: local }] }]
    : [];
  if (!ts.isExternalModuleReference(node.moduleReference))
    return [aliasOf(frame, node, node.moduleReference), ...exports];
  const specifier = node.moduleReference.expression;
  const names = [{ imported: "*", local, at }];
  return [
    { kind: "import", ...frame.site(node), from: textOf(specifier), fromAt: frame.site(specifier), names },
    ...exports,
  ];
}

const aliasOf = (
  frame: Frame,
  node: typescript.ImportEqualsDeclaration,
  name: typescript.EntityName,
): VariableStatement => ({
  kind: "variable",
  ...frame.site(node),
  word: "const",
  target: { kind: "name", ...frame.site(node.name), name: node.name.text },
  initial: entityOf(frame, name),
});

/** `a.b.c` on the right of `import x =`. */
function entityOf(frame: Frame, name: typescript.EntityName): Expression {
  if (ts.isIdentifier(name)) return frame.expression(name);
  const propertyAt = frame.site(name.right);
  const object = entityOf(frame, name.left);
  return { kind: "member", ...frame.site(name), object, property: name.right.text, propertyAt, optional: false };
}

function exportOf(frame: Frame, node: typescript.ExportDeclaration): Export {
  const clause = node.exportClause;
  const specifiers = clause && ts.isNamedExports(clause) ? clause.elements.filter((one) => !one.isTypeOnly) : [];
  const whole = !clause || ts.isNamespaceExport(clause);
  return {
    kind: "export",
    ...frame.site(node),
    ...(node.moduleSpecifier && { from: textOf(node.moduleSpecifier) }),
    names: whole
      ? [{ local: "*", exported: clause?.name.text ?? "*" }]
      : specifiers.map((one) => ({ local: (one.propertyName ?? one.name).text, exported: one.name.text })),
  };
}

/** The text of a module's name; half-typed ones are empty. */
const textOf = (node: typescript.Expression): string => (ts.isStringLiteralLike(node) ? node.text : "");
