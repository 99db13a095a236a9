import type {
  CodeActionParams,
  Diagnostic,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  ExecuteCommandParams,
  InitializeParams,
  Range,
  TextDocumentPositionParams,
  WorkspaceFolder,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { slashed } from "../disk/path.ts";
import type { Workspace } from "../engine/host.ts";
import { offsetAt } from "../engine/text/lines.ts";
import type { SourceFile, Span } from "../engine/text/source.ts";
import type { Event } from "./event.ts";

/** What the editor can do, as far as we care. */
export interface Client {
  readonly asksForSettings: boolean;
  readonly tellsSettings: boolean;
  readonly watches: boolean;
  readonly takesVersionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly changesFolders: boolean;
  readonly takesSnippets: boolean;
  readonly takesLinks: boolean;
  readonly refreshesLenses: boolean;
  /** It is our own extension, which has the commands that lenses name. */
  readonly hasCommands: boolean;
}

export function clientOf({ capabilities, initializationOptions }: InitializeParams): Client {
  const workspace = capabilities.workspace;
  return {
    asksForSettings: workspace?.configuration === true,
    tellsSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    takesVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    changesFolders: workspace?.workspaceFolders === true,
    takesSnippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
    takesLinks: capabilities.textDocument?.definition?.linkSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    hasCommands: initializationOptions?.handrail?.commands === true,
  };
}

/** The paths of the workspace's folders, the first one first; none if only single files are open. */
export function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(folderPath);
  if (params.rootUri) return [pathOf(params.rootUri)];
  return params.rootPath ? [slashed(params.rootPath)] : [];
}

export const folderPath = (folder: WorkspaceFolder): string => pathOf(folder.uri);

/** The path of a file; a document that is not a file (`untitled:`) goes by its whole URI. */
export function pathOf(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== "file") return uri;
  const path = slashed(parsed.fsPath);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

export function opened({ textDocument }: DidOpenTextDocumentParams): Event {
  const { uri, version, text } = textDocument;
  return { kind: "opened", path: pathOf(uri), uri, version, text };
}

export function changed({ textDocument, contentChanges }: DidChangeTextDocumentParams): Event {
  return { kind: "changed", path: pathOf(textDocument.uri), version: textDocument.version, edits: contentChanges };
}

export function closed({ textDocument }: DidCloseTextDocumentParams): Event {
  return { kind: "closed", path: pathOf(textDocument.uri) };
}

export interface ActionRequest {
  readonly file: SourceFile;
  readonly span: Span;
  /** Whether actions of this kind, or of a kind below it, are wanted. */
  wants(kind: string): boolean;
  /** Our own diagnostics that the editor shows there. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Undefined if the workspace has no such file. */
export function actionRequest(params: CodeActionParams, workspace: Workspace): ActionRequest | undefined {
  const file = workspace.files.get(pathOf(params.textDocument.uri));
  if (!file) return undefined;
  const { only, diagnostics } = params.context;
  return {
    file,
    span: spanOf(file, params.range),
    wants: (kind) => (only ? only.some((wanted) => isKindOf(kind, wanted)) : isKindOf(kind, "quickfix")),
    diagnostics: diagnostics.filter((diagnostic) => diagnostic.source === "handrail"),
  };
}

const isKindOf = (kind: string, wanted: string): boolean =>
  wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`);

export function spanOf(file: SourceFile, range: Range): Span {
  const start = offsetAt(file, range.start);
  return { start, end: Math.max(start, offsetAt(file, range.end)) };
}

/** Undefined if the workspace has no such file. */
export function pointOf(
  params: TextDocumentPositionParams,
  workspace: Workspace,
): { path: string; offset: number } | undefined {
  const path = pathOf(params.textDocument.uri);
  const file = workspace.files.get(path);
  return file && { path, offset: offsetAt(file, params.position) };
}

/** The command that lenses name: it takes from a function what it does not use. */
export const tightenCommand = "handrail.tighten";

/** The function that `tightenCommand` is about. Undefined: it is another command, or not called as it should be. */
export function tightenRequest({
  command,
  arguments: given,
}: ExecuteCommandParams): { path: string; name: string } | undefined {
  const [uri, name] = given ?? [];
  if (command !== tightenCommand || typeof uri !== "string" || typeof name !== "string") return undefined;
  return { path: pathOf(uri), name };
}
