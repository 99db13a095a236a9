import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type ServerCapabilities,
  TextDocumentSyncKind,
  WatchKind,
} from "vscode-languageserver/node";
import { selectionGlobs } from "../disk/selection.ts";
import { type Client, tightenCommand } from "./from-lsp.ts";
import { fixAllKind } from "./to-lsp.ts";

export const capabilities: ServerCapabilities = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll, fixAllKind] },
  hoverProvider: true,
  definitionProvider: true,
  codeLensProvider: {},
  executeCommandProvider: { commands: [tightenCommand] },
  completionProvider: { triggerCharacters: [":", '"', "'", " ", "[", "{", "$"] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Asks the editor to tell us of settings and files that change, as far as it can. */
export function register(connection: Connection, client: Client): void {
  if (client.tellsSettings)
    void connection.client.register(DidChangeConfigurationNotification.type, { section: "handrail" });
  if (!client.watches) return;
  void connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      ...selectionGlobs.map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
      // Whole folders come and go without a word about the files in them.
      { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
    ],
  });
}
