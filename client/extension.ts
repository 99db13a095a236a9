import path from "node:path";
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

const languages = ["javascript", "javascriptreact", "typescript", "typescriptreact", "yaml", "json", "jsonc"];

let client: LanguageClient | undefined;

/** Starts the language server; everything else is its work. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = path.join(context.extensionPath, "dist", "server.js");
  client = new LanguageClient(
    "handrail",
    "Handrail",
    { module, transport: TransportKind.ipc },
    { documentSelector: languages.map((language) => ({ scheme: "file", language })) },
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
