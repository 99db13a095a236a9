import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Hover,
  type TextDocumentPositionParams,
} from "vscode-languageserver/node";
import type { Snapshot } from "../engine/host.ts";
import type { Task } from "../engine/task.ts";
import { type ActionRequest, actionRequest, pointOf } from "./from-lsp.ts";
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
