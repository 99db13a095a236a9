import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { parseTree } from "jsonc-parser";
import { parseDocument } from "yaml";
import { LspClient, type Publication } from "../lsp-client.ts";
import type { Input } from "./input.ts";

const FIRST_LIMIT = 60_000;
const KEY_LIMIT = 20_000;
const REST = 30;
/** Milliseconds after which a server that has nothing left to do is at rest. */
const AT_REST = 5_000;

export interface Typing {
  /** One whole parse of the document by the parser's package: what a keystroke would cost without blocks. Milliseconds. */
  readonly wholeParse: number;
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
    wholeParse: wholeParse(languageId, input.text),
    firstDiagnostics,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: quantile(times, 1),
    keys,
    megabytes,
  };
}

function wholeParse(languageId: string, text: string): number {
  const parse = { yaml: parseDocument, json: parseTree }[languageId];
  if (!parse) return Number.NaN;
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    parse(text);
    return performance.now() - start;
  });
  return quantile(times, 0.5);
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

/** One cold run of the command line over one file, start-up included. Seconds. */
export function coldCheck(dist: string, file: string, input: Input): number {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, input.text);
  return checked(dist, path.dirname(file));
}

function checked(dist: string, folder: string): number {
  const start = performance.now();
  const args = [path.join(dist, "cli.js"), "check", folder, "--format", "json", "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === null || status > 1) throw new Error(`the check ended with ${status}\n${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Megabytes of a server at rest, when it has published the findings of a workspace with so many files. */
export async function memoryOf(
  dist: string,
  folder: string,
  name: string,
  input: Input,
  count: number,
): Promise<number> {
  for (let index = 0; index < count; index++) {
    const file = path.join(folder, `service-${index}`, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, input.text);
  }
  const client = new LspClient(process.execPath, [path.join(dist, "server.js"), "--stdio"]);
  const waiting = new Set(Array.from({ length: count }, (_unused, index) => `service-${index}/${name}`));
  const all = client.publication((one) => {
    for (const end of waiting) if (one.uri.endsWith(end)) waiting.delete(end);
    return waiting.size === 0;
  }, 10 * FIRST_LIMIT);
  await client.initialize(folder);
  await all;
  await new Promise((resolve) => setTimeout(resolve, AT_REST));
  const megabytes = residentMegabytes(client.processId);
  await client.stop();
  return megabytes;
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
  const seconds = checked(dist, folder);
  return { files: files.size, seconds, filesPerSecond: files.size / seconds };
}
