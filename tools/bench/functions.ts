import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { LspClient } from "../lsp-client.ts";
import { cdkOutput, nestedStacks, type Project, samMonorepo, serverlessService } from "./projects.ts";

/** Milliseconds between two keys of somebody who types fast. */
const REST = 150;

/** What it costs to know the functions of an application. */
export interface Functions {
  readonly functions: number;
  /** Seconds of `handrail functions`, start-up included. */
  readonly cold: number;
  /** From a keystroke in a module that many functions reach to the lenses of a template that deploys some of them. Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

export const projects: Readonly<Record<string, () => Project>> = {
  "30 functions in one serverless.yml": serverlessService,
  "six SAM applications, 30 functions, shared code": samMonorepo,
  "twelve functions synthesised by the CDK": cdkOutput,
  "nested stacks, 16 functions": nestedStacks,
};

export async function functionsOf(dist: string, folder: string, project: Project, keys: number): Promise<Functions> {
  for (const [name, text] of Object.entries(project.files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const start = performance.now();
  const args = [path.join(dist, "cli.js"), "functions", folder, "--format", "json"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`'handrail functions' ended with ${status}\n${stderr}`);
  const cold = (performance.now() - start) / 1000;
  const times = (await typed(dist, folder, project, keys)).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? Number.NaN;
  return { functions: JSON.parse(stdout).length, cold, p50: at(0.5), p95: at(0.95) };
}

async function typed(dist: string, folder: string, project: Project, keys: number): Promise<number[]> {
  const client = new LspClient(process.execPath, [path.join(dist, "server.js"), "--stdio"]);
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const [helper, template] = [uriOf(project.helper), uriOf(project.template)];
  await client.initialize(folder);
  const text = project.files[project.helper] ?? "";
  const lines = text.split("\n");
  const line = lines.findIndex((one) => one.includes("client.send")) + 1;
  client.notify("textDocument/didOpen", { textDocument: { uri: helper, languageId: "javascript", version: 1, text } });
  const lenses = () => client.request("textDocument/codeLens", { textDocument: { uri: template } });
  await client.publication((one) => one.uri === template, 60_000);
  await lenses();
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const start = performance.now();
    const position = { line, character: 0 };
    const change = { range: { start: position, end: position }, text: key % 8 === 0 ? "\n" : " " };
    client.notify("textDocument/didChange", {
      textDocument: { uri: helper, version: key + 2 },
      contentChanges: [change],
    });
    await lenses();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  await client.stop();
  return times;
}
