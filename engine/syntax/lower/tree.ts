import type typescript from "typescript";
import type { SourceFile } from "../../text/source.ts";
import { ts } from "../typescript.ts";
import { budgetFor, withBudget } from "./budget.ts";

/** The parser's own tree. `parseDiagnostics` has always been there, but is not among the published types. */
export type Tree = typescript.SourceFile & { readonly parseDiagnostics: readonly typescript.DiagnosticWithLocation[] };

/**
 * Parses a file afresh. Every file counts as a module, so that what a statement means (`await`) does not depend on the others.
 * Throws a RangeError where the nesting is too deep for it.
 */
export function parsed(file: SourceFile): Tree {
  const options: typescript.CreateSourceFileOptions & {
    setExternalModuleIndicator(tree: typescript.SourceFile): void;
  } = {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    setExternalModuleIndicator: (tree) => Object.assign(tree, { externalModuleIndicator: true }),
  };
  return attempt(file.text, () => ts.createSourceFile(file.path, file.text, options, false, kindOf(file.path)) as Tree);
}

/** Parses a file from the tree of an earlier text, whose nodes it takes: `old` is dead afterwards. Throws like `parsed`. */
export const reparsed = (old: Tree, text: string): Tree =>
  attempt(text, () => ts.updateSourceFile(old, text, changeBetween(old.text, text)) as Tree);

/** A parse that was broken off leaves the parser in the middle of its work; the next one, of nothing, puts it right. */
function attempt(text: string, parse: () => Tree): Tree {
  try {
    return withBudget(budgetFor(text), parse);
  } catch (error) {
    withBudget(budgetFor(""), () => ts.createSourceFile("empty.ts", "", ts.ScriptTarget.Latest));
    throw error;
  }
}

/** Compared at once, which is many times faster than one by one. */
const stride = 1024;

/** The smallest range that holds all differences. */
function changeBetween(old: string, text: string): typescript.TextChangeRange {
  const shorter = Math.min(old.length, text.length);
  let before = 0;
  while (before + stride <= shorter && old.startsWith(text.slice(before, before + stride), before)) before += stride;
  while (before < shorter && old.charCodeAt(before) === text.charCodeAt(before)) before++;
  const most = shorter - before;
  let after = 0;
  while (after + stride <= most && endsAlike(old, text, after)) after += stride;
  while (after < most && old.charCodeAt(old.length - 1 - after) === text.charCodeAt(text.length - 1 - after)) after++;
  return { span: { start: before, length: old.length - before - after }, newLength: text.length - before - after };
}

/** Whether the stretches that end so many characters before the ends are the same. */
function endsAlike(old: string, text: string, after: number): boolean {
  const end = text.length - after;
  return old.endsWith(text.slice(end - stride, end), old.length - after);
}

function kindOf(path: string): typescript.ScriptKind {
  switch (path.slice(path.lastIndexOf(".") + 1).toLowerCase()) {
    case "ts":
    case "mts":
    case "cts":
      return ts.ScriptKind.TS;
    case "tsx":
      return ts.ScriptKind.TSX;
    case "jsx":
      return ts.ScriptKind.JSX;
    default:
      return ts.ScriptKind.JS;
  }
}
