import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

const dist = path.join(__dirname, "..", "..", "dist");
export const serverCommand = [path.join(dist, "server.js"), "--stdio"];
export const lspCommand = [path.join(dist, "cli.js"), "lsp"];

/** The server's process and the messages on its stdin and stdout. */
export class Wire {
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  #received: Buffer = Buffer.alloc(0);

  constructor(command: readonly string[], hear: (message: Message) => void) {
    this.#child = spawn(process.execPath, command, { stdio: "pipe" });
    this.#child.stdin.on("error", () => {});
    this.exit = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let body = this.#next(); body !== undefined; body = this.#next()) hear(JSON.parse(body));
    });
    this.#child.stderr.pipe(process.stderr);
  }

  /** Sends messages in one write, so that they reach the server together. */
  send(...messages: readonly Message[]): void {
    this.#child.stdin.write(messages.map((message) => framed(JSON.stringify({ jsonrpc: "2.0", ...message }))).join(""));
  }

  raw(body: string): void {
    this.#child.stdin.write(framed(body));
  }

  hangUp(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #next(): string | undefined {
    const header = this.#received.indexOf("\r\n\r\n");
    if (header < 0) return undefined;
    const length = Number(/content-length: *(\d+)/i.exec(this.#received.toString("latin1", 0, header))?.[1]);
    const start = header + 4;
    if (this.#received.length < start + length) return undefined;
    const body = this.#received.toString("utf8", start, start + length);
    this.#received = this.#received.subarray(start + length);
    return body;
  }
}

const framed = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
