import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type CompletionItem,
  type Definition,
  type DefinitionLink,
  type ExecuteCommandParams,
  type Hover,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Snapshot } from "../engine/host.ts";
import type { Task } from "../engine/task.ts";
import { type ActionRequest, actionRequest, pathOf, pointOf, tightenRequest } from "./from-lsp.ts";
import { fixAllKind, type View } from "./to-lsp.ts";

export function* codeActions(params: CodeActionParams, snapshot: Snapshot, view: View): Task<CodeAction[]> {
  const request = actionRequest(params, snapshot.workspace);
  if (!request) return [];
  const quickFixes = request.wants(CodeActionKind.QuickFix) ? yield* quickFixesOf(request, snapshot, view) : [];
  const fixAll = request.wants(fixAllKind) ? yield* fixAllOf(request, snapshot, view) : [];
  return [...quickFixes, ...fixAll];
}

function* quickFixesOf({ file, span, diagnostics }: ActionRequest, snapshot: Snapshot, view: View): Task<CodeAction[]> {
  const fixes = yield* snapshot.fixes(file.path, span);
  const preferred = fixes.find((fix) => fix.safety === "safe");
  return fixes.flatMap((fix) => view.quickFix(fix, fix === preferred, diagnostics, snapshot.workspace) ?? []);
}

function* fixAllOf({ file }: ActionRequest, snapshot: Snapshot, view: View): Task<CodeAction[]> {
  const action = view.fixAll(yield* snapshot.editsOfAll(file.path, "safe"), snapshot.workspace);
  return action ? [action] : [];
}

export function* hover(params: TextDocumentPositionParams, snapshot: Snapshot, view: View): Task<Hover | undefined> {
  const point = pointOf(params, snapshot.workspace);
  const found = point && (yield* snapshot.hover(point.path, point.offset));
  return found && view.hover(found, snapshot.workspace);
}

export function* completions(
  params: TextDocumentPositionParams,
  snapshot: Snapshot,
  view: View,
): Task<CompletionItem[] | undefined> {
  const point = pointOf(params, snapshot.workspace);
  const found = point && (yield* snapshot.completions(point.path, point.offset));
  return found?.map((completion) => view.completion(completion, point?.path ?? "", snapshot.workspace));
}

export function* definition(
  params: TextDocumentPositionParams,
  snapshot: Snapshot,
  view: View,
): Task<Definition | DefinitionLink[] | undefined> {
  const point = pointOf(params, snapshot.workspace);
  const found = point && (yield* snapshot.definitions(point.path, point.offset));
  return found && view.definition(found, snapshot.workspace);
}

export function* lenses({ textDocument }: CodeLensParams, snapshot: Snapshot, view: View): Task<CodeLens[]> {
  const found = yield* snapshot.lenses(pathOf(textDocument.uri));
  return found.map((lens) => view.lens(lens, snapshot.workspace));
}

/** The edit of a command. Undefined: it is none of ours, or there is nothing to be done. */
export function* commandEdit(
  params: ExecuteCommandParams,
  snapshot: Snapshot,
  view: View,
): Task<WorkspaceEdit | undefined> {
  const request = tightenRequest(params);
  return request && view.edit(yield* snapshot.tightening(request.path, request.name), snapshot.workspace);
}
