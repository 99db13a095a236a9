import path from "node:path";
import { commands, type ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { documentSelector } from "./selector.ts";
import { showPlaces } from "./show-places.ts";

let client: LanguageClient | undefined;

/** Starts the language server; everything else is its work. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = path.join(context.extensionPath, "dist", "server.js");
  const initializationOptions = { handrail: { commands: true } };
  const server = { module, transport: TransportKind.ipc };
  client = new LanguageClient("handrail", "Handrail", server, { documentSelector, initializationOptions });
  context.subscriptions.push(commands.registerCommand("handrail.show", showPlaces));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
