import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { LspClient, type Publication } from "../lsp-client.ts";
import type { Input } from "./input.ts";

const FIRST_LIMIT = 60_000;
const KEY_LIMIT = 20_000;
const REST = 30;

export interface Typing {
  readonly firstDiagnostics: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly keys: number;
  readonly megabytes: number;
}

/** Types into one document of a fresh server: each key is timed until the diagnostics that moved with it are published. */
export async function typing(
  dist: string,
  file: string,
  languageId: string,
  input: Input,
  keys: number,
): Promise<Typing> {
  fs.writeFileSync(file, input.text);
  for (const [name, text] of Object.entries(input.beside)) fs.writeFileSync(path.join(path.dirname(file), name), text);
  const start = performance.now();
  const client = new LspClient(process.execPath, [path.join(dist, "server.js"), "--stdio"]);
  const uri = pathToFileURL(file).href;
  await client.initialize(path.dirname(file));
  const first = client.publication((one) => one.uri === uri && marked(one, input.line) !== undefined, FIRST_LIMIT);
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text: input.text } });
  await first;
  const firstDiagnostics = performance.now() - start;
  const times = await pressed(client, uri, input, keys);
  const megabytes = residentMegabytes(client.processId);
  await client.stop();
  return {
    firstDiagnostics,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: quantile(times, 1),
    keys,
    megabytes,
  };
}

async function pressed(client: LspClient, uri: string, { line, character }: Input, keys: number): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const version = key + 2;
    const position = { line, character: character + key };
    const answer = client.publication((one) => isAnswer(one, uri, version, line), KEY_LIMIT);
    const start = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: position, end: position }, text: "x" }],
    });
    await answer;
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  return times;
}

function isAnswer(publication: Publication, uri: string, version: number, line: number): boolean {
  return publication.uri === uri && publication.version === version && marked(publication, line) !== undefined;
}

function marked({ diagnostics }: Publication, line: number) {
  return diagnostics.find(({ range }) => range.start.line === line);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function residentMegabytes(pid: number): number {
  if (process.platform === "win32") return Number.NaN;
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

export interface Scan {
  readonly files: number;
  readonly seconds: number;
  readonly filesPerSecond: number;
}

/** One cold run of the command line over a whole tree, start-up included. */
export function scan(dist: string, folder: string, files: ReadonlyMap<string, string>): Scan {
  for (const [name, text] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const start = performance.now();
  const args = [path.join(dist, "cli.js"), "check", folder, "--format", "json", "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === null || status > 1) throw new Error(`the scan ended with ${status}\n${stderr}`);
  const seconds = (performance.now() - start) / 1000;
  return { files: files.size, seconds, filesPerSecond: files.size / seconds };
}
