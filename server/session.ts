import { performance } from "node:perf_hooks";
import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  type ExecuteCommandParams,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver/node";
import { baseName, folderOf } from "../disk/path.ts";
import { read } from "../disk/walk.ts";
import { Host, type Snapshot } from "../engine/host.ts";
import type { Task } from "../engine/task.ts";
import { knowledge } from "../rules/knowledge.ts";
import { codeActions, commandEdit, completions, definition, hover, lenses } from "./answers.ts";
import { register } from "./capabilities.ts";
import { collectIfMuch } from "./collect.ts";
import { Disk } from "./disk.ts";
import { type Client, changed, closed, folderPath, opened, pathOf, tightenCommand } from "./from-lsp.ts";
import { Loop } from "./loop.ts";
import { Publisher } from "./publisher.ts";
import { Refresher } from "./refresher.ts";
import { configOf, settingsOf } from "./settings.ts";
import { View } from "./to-lsp.ts";

const configName = "handrail.json";

/** One editor's conversation with the engine, from `initialize` to the end. */
export class Session {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #root: string;
  readonly #loop: Loop;
  readonly #disk: Disk;
  readonly #view: View;
  #hasLenses = true;
  /** The last settings of an editor that tells them and cannot be asked. */
  #told: unknown;

  constructor(connection: Connection, client: Client, folders: readonly string[]) {
    this.#connection = connection;
    this.#client = client;
    this.#root = folders[0] ?? "/";
    const host = new Host(knowledge, {
      root: this.#root,
      onFault: ({ rule, path, version, error }) => this.#log(`rule '${rule}' on '${path}' (version ${version})`, error),
    });
    this.#loop = new Loop(host, {
      later: setImmediate,
      now: () => performance.now(),
      publish: (publication) => {
        this.#publisher.publish(publication);
        this.#refresher.touch();
      },
      reload: (path) => this.#disk.reload([path]),
      released: collectIfMuch,
      fault: (doing, error) => this.#log(doing, error),
    });
    this.#view = new View(client, this.#loop.documents);
    this.#disk = new Disk(folders, {
      later: setImmediate,
      now: () => performance.now(),
      tell: (event) => this.#loop.handle(event),
      problem: (text) => connection.console.warn(text),
      known: () => pathsOf(host.snapshot()),
    });
    this.#listen();
  }

  readonly #publisher = new Publisher(
    (publication) => this.#view.diagnostics(publication),
    (path) => this.#view.uriOf(path),
    (params) => void this.#connection.sendDiagnostics(params),
  );

  /** What is told over functions depends on many files: the editor asks again when all has been looked at. */
  readonly #refresher = new Refresher(() => {
    if (this.#hasLenses) this.#refreshLenses();
  });

  #refreshLenses(): void {
    if (this.#client.refreshesLenses) this.#connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  }

  /** After `initialized`: the editor may now be asked. */
  begin(): void {
    register(this.#connection, this.#client);
    if (this.#client.changesFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders((event) => this.#changeFolders(event));
    }
    void this.#configure();
    this.#disk.scan();
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onDidOpenTextDocument((params) => this.#loop.handle(opened(params)));
    connection.onDidChangeTextDocument((params) => this.#loop.handle(changed(params)));
    connection.onDidCloseTextDocument((params) => this.#loop.handle(closed(params)));
    connection.onDidSaveTextDocument((params) => this.#fileChanged([pathOf(params.textDocument.uri)]));
    connection.onDidChangeWatchedFiles(({ changes }) => this.#fileChanged(changes.map((change) => pathOf(change.uri))));
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#told = settings?.handrail;
      void this.#configure();
    });
    connection.onCodeAction((params, token) =>
      this.#asked("finding fixes", token, (snapshot) => codeActions(params, snapshot, this.#view)),
    );
    connection.onCompletion((params, token) =>
      this.#asked("completing", token, (snapshot) => completions(params, snapshot, this.#view)),
    );
    connection.onHover((params, token) =>
      this.#asked("finding a hover", token, (snapshot) => hover(params, snapshot, this.#view)),
    );
    connection.onDefinition((params, token) =>
      this.#asked("finding a definition", token, (snapshot) => definition(params, snapshot, this.#view)),
    );
    connection.onCodeLens((params, token) =>
      this.#hasLenses ? this.#asked("finding lenses", token, (snapshot) => lenses(params, snapshot, this.#view)) : [],
    );
    connection.onExecuteCommand((params, token) => this.#execute(params, token));
  }

  async #execute(params: ExecuteCommandParams, token: CancellationToken): Promise<null> {
    const edit = await this.#asked("tightening", token, (snapshot) => commandEdit(params, snapshot, this.#view));
    if (edit) await this.#connection.workspace.applyEdit({ label: "Tighten the policy", edit });
    else if (params.command === tightenCommand)
      this.#connection.window.showInformationMessage("There is no grant that can be taken away by an edit.");
    return null;
  }

  #fileChanged(paths: readonly string[]): void {
    this.#disk.reload(paths);
    if (paths.some((path) => baseName(path) === configName && folderOf(path) === this.#root)) void this.#configure();
  }

  #changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    this.#disk.changeFolders(added.map(folderPath), removed.map(folderPath));
  }

  /** Puts the editor's settings and `handrail.json` into force. */
  async #configure(): Promise<void> {
    const file = read(`${this.#root}/${configName}`);
    const settings = settingsOf(this.#client.asksForSettings ? await this.#settings() : this.#told);
    const { config, problems } = configOf(settings, file.kind === "text" ? file.text : undefined);
    for (const problem of problems) this.#connection.console.warn(`${configName}: ${problem}`);
    if (this.#hasLenses !== settings.hasLenses) {
      this.#hasLenses = settings.hasLenses;
      this.#refreshLenses();
    }
    this.#loop.handle({ kind: "configured", config, scope: settings.scope });
  }

  async #settings(): Promise<unknown> {
    try {
      return await this.#connection.workspace.getConfiguration("handrail");
    } catch (error) {
      this.#log("asking for the settings", error);
      return undefined;
    }
  }

  /** The answer, or null where there is none; never a failure. */
  #asked<T>(
    name: string,
    token: CancellationToken,
    ask: (snapshot: Snapshot) => Task<T | undefined>,
  ): Promise<T | null> {
    return new Promise((resolve) => {
      const answer = (value: unknown): void => resolve((value as T | undefined) ?? null);
      this.#loop.handle({
        kind: "asked",
        question: { name, ask, answer, isCancelled: () => token.isCancellationRequested },
      });
    });
  }

  #log(doing: string, error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(`A fault of Handrail in ${doing}: ${what}`);
  }
}

const pathsOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set([...snapshot.workspace.files.keys(), ...snapshot.workspace.names]);
