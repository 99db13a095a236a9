import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Functions, functionsOf, projects } from "./bench/functions.ts";
import {
  handlerOf,
  type Input,
  jsonTemplateOfBytes,
  templateOfBytes,
  templateOfBytesInFunction,
  templateOfLines,
  treeOf,
} from "./bench/input.ts";
import { coldCheck, memoryOf, type Scan, scan, type Typing, typing } from "./bench/measure.ts";

interface Scenario {
  readonly name: string;
  readonly file: string;
  readonly languageId: string;
  readonly input: () => Input;
}

const SCENARIOS: readonly Scenario[] = [
  { name: "handler, 1,000 lines", file: "handler.js", languageId: "javascript", input: () => handlerOf(1000) },
  { name: "template, 200 lines", file: "template.yaml", languageId: "yaml", input: () => templateOfLines(200) },
  { name: "template, 100 KB", file: "template.yaml", languageId: "yaml", input: () => templateOfBytes(100 << 10) },
  { name: "template, 1 MB", file: "template.yaml", languageId: "yaml", input: () => templateOfBytes(1 << 20) },
  {
    name: "template, 1 MB, in a function",
    file: "template.yaml",
    languageId: "yaml",
    input: () => templateOfBytesInFunction(1 << 20),
  },
  {
    name: "template, 1 MB, JSON",
    file: "template.json",
    languageId: "json",
    input: () => jsonTemplateOfBytes(1 << 20),
  },
];

interface Results {
  readonly functions: Readonly<Record<string, Functions>>;
  readonly node: string;
  readonly cpu: string;
  readonly typing: Readonly<Record<string, Typing>>;
  readonly scan: Scan;
  /** Seconds of the command line for one template of 1 MB. */
  readonly coldCheck: number;
  /** Megabytes of a server for ten templates of 1 MB. */
  readonly tenTemplates: number;
}

/** `npm run bench [-- --keys N] [--output FILE]` */
async function main(args: readonly string[]): Promise<void> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const root = path.join(__dirname, "..");
  const output = path.resolve(option("--output") ?? path.join(root, ".cache", "bench.json"));
  const results = await measured(path.join(root, "dist"), Number(option("--keys") ?? 100));
  fs.mkdirSync(path.dirname(output), { recursive: true });
  fs.writeFileSync(output, `${JSON.stringify(results, rounded, 2)}\n`);
  console.log(tableOf(results));
  console.log(JSON.stringify(results, rounded));
}

async function measured(dist: string, keys: number): Promise<Results> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "handrail-bench-"));
  try {
    const times: Record<string, Typing> = {};
    for (const [index, { name, file, languageId, input }] of SCENARIOS.entries()) {
      const own = path.join(folder, String(index));
      fs.mkdirSync(own);
      times[name] = await typing(dist, path.join(own, file), languageId, input(), keys);
    }
    const functions: Record<string, Functions> = {};
    for (const [name, project] of Object.entries(projects))
      functions[name] = await functionsOf(dist, path.join(folder, name), project(), keys);
    const tree = scan(dist, path.join(folder, "tree"), treeOf(1000));
    return {
      node: process.version,
      cpu: `${os.cpus().length} × ${os.cpus()[0]?.model ?? "?"}`,
      typing: times,
      functions,
      scan: tree,
      coldCheck: coldCheck(dist, path.join(folder, "cold", "template.yaml"), templateOfBytes(1 << 20)),
      tenTemplates: await memoryOf(dist, path.join(folder, "ten"), "template.yaml", templateOfBytes(1 << 20), 10),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function tableOf({ typing: times, functions, scan: tree, coldCheck: check, tenTemplates: ten }: Results): string {
  const head =
    "| keystroke to diagnostics | p50 ms | p95 ms | max ms | whole parse, ms | start to first, ms | memory, MB |\n|---|---|---|---|---|---|---|";
  const rows = Object.entries(times).map(([name, one]) => {
    const numbers = [one.p50, one.p95, one.max, one.wholeParse, one.firstDiagnostics, one.megabytes];
    const cells = numbers.map((number) => (Number.isNaN(number) ? "" : number.toFixed(1)));
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const functionRows = Object.entries(functions).map(
    ([name, one]) =>
      `| ${name} | ${one.functions} | ${one.cold.toFixed(2)} | ${one.p50.toFixed(1)} | ${one.p95.toFixed(1)} |`,
  );
  const cold = `Cold check of a template of 1 MB: ${check.toFixed(2)} s. Ten of them in a server at rest: ${ten.toFixed(0)} MB.`;
  const last = `Cold scan of ${tree.files} files: ${tree.seconds.toFixed(2)} s, ${Math.round(tree.filesPerSecond)} files/s.`;
  const functionHead =
    "| 'handrail functions' | functions | cold, s | key in a shared module to lenses, p50 ms | p95 ms |\n|---|---|---|---|---|";
  return [head, ...rows, "", functionHead, ...functionRows, "", cold, last].join("\n");
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  // a server that has not answered would keep this process alive
  process.exit(2);
});
