import path from "node:path";
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { documentSelector } from "./selector.ts";

let client: LanguageClient | undefined;

/** Starts the language server; everything else is its work. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = path.join(context.extensionPath, "dist", "server.js");
  client = new LanguageClient("handrail", "Handrail", { module, transport: TransportKind.ipc }, { documentSelector });
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
