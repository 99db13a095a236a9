import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  CodeAction,
  CodeActionParams,
  Diagnostic,
  Hover,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol";
import { sampleRules } from "./samples.ts";
import { type Message, serverCommand, Wire } from "./wire.ts";

export const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
  },
};

export interface EditorOptions {
  readonly folders?: readonly string[];
  readonly settings?: unknown;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
}

/** A language client that keeps all it hears of the samples' rules. Waiting ends as soon as what is waited for has come. */
export class Editor {
  readonly publications: PublishDiagnosticsParams[] = [];
  readonly registrations: { readonly method: string; readonly registerOptions?: unknown }[] = [];
  readonly log: string[] = [];
  /** The methods of the server's requests. */
  readonly requests: string[] = [];
  /** The edits that the server asked for by itself. */
  readonly asked: ApplyWorkspaceEditParams[] = [];
  readonly wire: Wire;
  settings: unknown;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<() => void>();
  #lastId = 0;

  constructor(t: TestContext, settings: unknown = {}, command = serverCommand) {
    this.settings = settings;
    this.wire = new Wire(command, (message) => this.#hear(message));
    t.after(() => this.wire.kill());
  }

  /** A running editor after the handshake. */
  static async on(t: TestContext, options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(t, options.settings);
    await editor.initialize(options);
    return editor;
  }

  async initialize(options: EditorOptions = {}): Promise<InitializeResult> {
    const folders = options.folders?.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })) ?? null;
    const params = {
      processId: process.pid,
      rootUri: folders?.[0]?.uri ?? null,
      workspaceFolders: folders,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: options.initializationOptions,
    };
    const { result } = await this.request("initialize", params);
    this.notify("initialized", {});
    return result as InitializeResult;
  }

  request(method: string, params?: unknown): Promise<Message> {
    const id = ++this.#lastId;
    const answer = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    this.wire.send({ id, method, params });
    return answer;
  }

  notify(method: string, params: unknown): void {
    this.wire.send({ method, params });
  }

  open(uri: string, text: string, version = 1): void {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "", version, text } });
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): void {
    this.wire.send(changeOf(uri, version, ...contentChanges));
  }

  close(uri: string): void {
    this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  watched(...uris: string[]): void {
    this.notify("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type: 2 })) });
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    const { result } = await this.request("textDocument/hover", { textDocument: { uri }, position });
    return result as Hover | null;
  }

  async codeActions(
    uri: string,
    range: Range,
    context: Partial<CodeActionParams["context"]> = {},
  ): Promise<CodeAction[]> {
    const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
    return (await this.request("textDocument/codeAction", params)).result as CodeAction[];
  }

  /** The diagnostics of the first publication, of those heard and those to come, that fits. */
  async published(uri: string, isIt: (publication: PublishDiagnosticsParams) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.publications.find((publication) => publication.uri === uri && isIt(publication));
      if (found) return found.diagnostics;
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  /** The diagnostics of a document's version. */
  of(uri: string, version: number): Promise<Diagnostic[]> {
    return this.published(uri, (publication) => publication.version === version);
  }

  /** Until the server has sent a request of that method. */
  async requested(method: string): Promise<void> {
    while (!this.requests.includes(method)) await new Promise<void>((resolve) => this.#listeners.add(resolve));
  }

  async shutdown(): Promise<number | null> {
    await this.request("shutdown");
    this.notify("exit", undefined);
    return this.wire.exit;
  }

  #hear(message: Message): void {
    if (message.method === undefined) {
      this.#answers.get(Number(message.id))?.(message);
      return;
    }
    if (message.id !== undefined) this.requests.push(message.method);
    if (message.id !== undefined) this.wire.send({ id: message.id, result: this.#answerTo(message) });
    if (message.method === "window/logMessage") this.log.push((message.params as { message: string }).message);
    if (message.method === "textDocument/publishDiagnostics") {
      const { diagnostics, ...rest } = message.params as PublishDiagnosticsParams;
      this.publications.push({
        ...rest,
        diagnostics: diagnostics.filter(({ code }) => sampleRules.includes(`${code}`)),
      });
    }
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  #answerTo({ method, params }: Message): unknown {
    if (method === "workspace/configuration") return (params as { items: unknown[] }).items.map(() => this.settings);
    if (method === "workspace/applyEdit") {
      this.asked.push(params as ApplyWorkspaceEditParams);
      return { applied: true };
    }
    if (method === "client/registerCapability") {
      this.registrations.push(...(params as { registrations: Editor["registrations"] }).registrations);
    }
    return null;
  }
}

export function changeOf(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Message {
  return { method: "textDocument/didChange", params: { textDocument: { uri, version }, contentChanges } };
}

/** One-based line and column, as an editor's status bar shows them, for ranges in tests. */
export function range(line: number, from: number, to: number): Range {
  return { start: { line: line - 1, character: from - 1 }, end: { line: line - 1, character: to - 1 } };
}
