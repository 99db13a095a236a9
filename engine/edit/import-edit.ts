import type { Expression, Import, Statement, VariableStatement } from "../program/ir.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { TextEdit } from "../text/edit.ts";
import { indentation, insertion, lineEnd, lineStart } from "./place.ts";
import { type ScriptText, scriptText, startIn } from "./script-text.ts";

/** Makes a module's export known by its name, by `import` or `require` as the file does it. Empty if it is known already. */
export function importEdits(document: ScriptDocument, name: string, from: string): TextEdit[] {
  const script = scriptText(document);
  for (const statement of document.statements) {
    const widened =
      statement.kind === "import"
        ? widenImport(document, statement, name, from)
        : widenRequire(document, statement, name, from);
    if (widened) return widened;
  }
  return [newImport(document, script, name, from)];
}

const isSameModule = (a: string, b: string): boolean => a.replace(/^node:/, "") === b.replace(/^node:/, "");

/** Undefined: this import cannot take the name. */
function widenImport(document: ScriptDocument, statement: Import, name: string, from: string): TextEdit[] | undefined {
  if (!isSameModule(statement.from, from)) return undefined;
  if (statement.names.some(({ imported, local }) => imported === name && local === name)) return [];
  const script = scriptText(document);
  const start = startIn(document, statement);
  const clause = script.text.slice(start, startIn(document, statement.fromAt));
  const open = clause.indexOf("{");
  if (open >= 0) return [intoBraces(script, start + open + 1, start + clause.lastIndexOf("}"), name)];
  const [only, ...others] = statement.names;
  if (only?.imported !== "default" || others.length > 0) return undefined;
  return [insertion(startIn(document, only.at) + only.at.end - only.at.start, `, { ${name} }`)];
}

function widenRequire(
  document: ScriptDocument,
  statement: Statement,
  name: string,
  from: string,
): TextEdit[] | undefined {
  if (statement.kind !== "variable" || statement.target.kind !== "object-pattern" || statement.target.rest)
    return undefined;
  const { target, initial } = statement;
  const required = initial?.kind === "call" ? requiredBy(initial) : undefined;
  if (required === undefined || !isSameModule(required, from)) return undefined;
  if (target.properties.some((part) => part.key === name && part.target.kind === "name" && part.target.name === name))
    return [];
  const start = startIn(document, target);
  return [intoBraces(scriptText(document), start + 1, start + target.end - target.start - 1, name)];
}

/** The module that a call, or a member or call of it, requires. */
function requiredBy(expression: Expression | undefined): string | undefined {
  let at = expression;
  for (;;) {
    if (at?.kind === "member") at = at.object;
    else if (at?.kind === "call") {
      const argument = at.args[0];
      const isRequire = at.callee.kind === "name" && at.callee.name === "require";
      if (isRequire)
        return argument?.kind === "literal" && typeof argument.value === "string" ? argument.value : undefined;
      at = at.callee;
    } else return undefined;
  }
}

/** Adds a name to the list between two offsets, at its end, or at its start if comments are in it. */
function intoBraces({ text, newline }: ScriptText, open: number, close: number, name: string): TextEdit {
  const inner = text.slice(open, close);
  const isOverLines = inner.includes("\n");
  const gap = isOverLines ? newline + indentation(text, open + (/\S/.exec(inner)?.index ?? 0)) : " ";
  if (inner.trim() === "") return { span: { start: open, end: close }, text: ` ${name} ` };
  if (/\/[/*]/.test(inner)) return insertion(open, `${gap}${name},`);
  const end = open + inner.trimEnd().length;
  return text[end - 1] === ","
    ? insertion(end, `${gap}${name}${isOverLines ? "," : ""}`)
    : insertion(end, `,${gap}${name}`);
}

function newImport(document: ScriptDocument, script: ScriptText, name: string, from: string): TextEdit {
  const { text, quote, terminator, newline } = script;
  const module = quote + from + quote;
  const line = isEsModule(document)
    ? `import { ${name} } from ${module}${terminator}`
    : `const { ${name} } = require(${module})${terminator}`;
  const last = lastImport(document);
  if (!last) return atTop(document, script, line);
  const start = startIn(document, { block: last.block, start: 0, end: 0 });
  const end = start + last.block.text.length;
  // A comment behind the last import stays with it.
  return text.slice(end, lineEnd(text, end)).trim() ? insertion(start, line + newline) : insertion(end, newline + line);
}

function isEsModule(document: ScriptDocument): boolean {
  if (document.statements.some(({ kind }) => kind === "import" || kind === "export")) return true;
  return !document.statements.some(isRequire) && /\.(?:[cm]?ts|tsx|mjs)$/.test(document.file.path);
}

const isRequire = (statement: Statement): statement is VariableStatement =>
  statement.kind === "variable" && requiredBy(statement.initial) !== undefined;

/** The last `import`; in a file of `require`s the last of those at its top. */
function lastImport(document: ScriptDocument): Statement | undefined {
  const statements = withoutTypes(document);
  const last = statements.findLast(({ kind }) => kind === "import");
  if (last) return last;
  const top = statements.findIndex((statement) => !isRequire(statement) && !isDirective(statement));
  return statements.slice(0, top < 0 ? statements.length : top).findLast(isRequire);
}

/** Types stand anywhere. */
const withoutTypes = ({ statements }: ScriptDocument): readonly Statement[] =>
  statements.filter(({ kind }) => kind !== "type");

/** `"use strict"` */
const isDirective = (statement: Statement): boolean =>
  statement.kind === "expression" && statement.value.kind === "literal" && typeof statement.value.value === "string";

/** Before the first statement that is no directive, and before its documentation. */
function atTop(document: ScriptDocument, script: ScriptText, line: string): TextEdit {
  const { text, newline, comments } = script;
  const first = withoutTypes(document).find((statement) => !isDirective(statement));
  if (!first) return insertion(text.length, `${text === "" || text.endsWith("\n") ? "" : newline}${line}${newline}`);
  const start = startIn(document, { block: first.block, start: 0, end: 0 });
  const comment = comments.get(text.slice(0, start).trimEnd().length);
  const isDocumented = comment !== undefined && text.startsWith("/**", comment) && lineStart(text, comment) === comment;
  return insertion(isDocumented ? comment : start, line + newline + newline);
}
