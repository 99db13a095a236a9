import { memo } from "../memo.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Site } from "../text/source.ts";
import type { Statement } from "./ir.ts";
import { nodesByKind } from "./walk.ts";

/** The specifiers that a script imports, requires or re-exports and that may lead to a file of the workspace, each once. */
export const specifiersOf = memo((document: ScriptDocument): readonly string[] => {
  const found = new Set<string>();
  for (const { specifier } of importsOf(document)) if (!/^(?:node|https?|data):/.test(specifier)) found.add(specifier);
  return [...found];
});

/** An import of a literal specifier, with the place of the literal. */
export interface ImportedName {
  readonly specifier: string;
  readonly at: Site;
}

/** All that a script imports by a literal. */
export const importsOf = memo((document: ScriptDocument): readonly ImportedName[] =>
  document.statements.flatMap(importsIn),
);

const importsIn = memo((statement: Statement): readonly ImportedName[] => {
  if (statement.kind === "import") return [{ specifier: statement.from, at: statement.fromAt }];
  if (statement.kind === "export" && statement.from !== undefined)
    return [{ specifier: statement.from, at: statement }];
  return (nodesByKind(statement).get("call") ?? []).flatMap((node) => {
    if (node.kind !== "call" || node.callee.kind !== "name" || !/^(require|import)$/.test(node.callee.name)) return [];
    const first = node.args[0];
    return first?.kind === "literal" && typeof first.value === "string" ? [{ specifier: first.value, at: first }] : [];
  });
});
