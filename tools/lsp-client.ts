import { Buffer } from "node:buffer";
import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code?: string | number;
  readonly severity?: number;
}

export interface Publication {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    synchronization: { dynamicRegistration: false },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      dataSupport: true,
    },
  },
};

/** A language client over the standard input and output of a server it starts. */
export class LspClient {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting = new Set<(publication: Publication) => void>();
  readonly #settings: unknown;
  #received = Buffer.alloc(0);
  #nextId = 1;
  #log = "";

  constructor(command: string, args: readonly string[], settings: unknown = {}) {
    this.#settings = settings;
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdout?.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-4000);
    });
    this.#child.on("exit", (code) => this.#end(code));
  }

  get processId(): number {
    return this.#child.pid ?? 0;
  }

  async initialize(folder: string): Promise<unknown> {
    const rootUri = pathToFileURL(folder).href;
    const workspaceFolders = [{ uri: rootUri, name: "bench" }];
    const result = await this.request("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders,
      capabilities: CAPABILITIES,
    });
    this.notify("initialized", {});
    return result;
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The next publication for which `isIt` holds, within `limit` milliseconds. */
  publication(isIt: (publication: Publication) => boolean, limit: number): Promise<Publication> {
    return new Promise((resolve, reject) => {
      const hear = (publication: Publication) => {
        if (!isIt(publication)) return;
        stop();
        resolve(publication);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no such publication in ${limit} ms\n${this.#log}`));
      }, limit);
      const stop = () => {
        clearTimeout(timer);
        this.#waiting.delete(hear);
      };
      this.#waiting.add(hear);
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    await this.request("shutdown", null);
    this.notify("exit", undefined);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(timer);
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const header = this.#received.indexOf("\r\n\r\n");
      if (header < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#received.toString("latin1", 0, header))?.[1]);
      const end = header + 4 + length;
      if (this.#received.length < end) return;
      const body = this.#received.toString("utf8", header + 4, end);
      this.#received = this.#received.subarray(end);
      this.#take(JSON.parse(body));
    }
  }

  #take(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      this.#send({ id: message.id, result: this.#answer(message) ?? null });
    } else if (message.method === "textDocument/publishDiagnostics") {
      for (const hear of [...this.#waiting]) hear(message.params as Publication);
    } else if (message.method === undefined) {
      const pending = this.#pending.get(Number(message.id));
      this.#pending.delete(Number(message.id));
      if (message.error) pending?.reject(new Error(message.error.message));
      else pending?.resolve(message.result);
    }
  }

  #answer({ method, params }: Message): unknown {
    if (method !== "workspace/configuration") return null;
    return (params as { items: unknown[] }).items.map(() => this.#settings);
  }

  #end(code: number | null): void {
    for (const { reject } of this.#pending.values()) reject(new Error(`the server ended with ${code}\n${this.#log}`));
    this.#pending.clear();
  }
}
