import { type ChildProcess, fork } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { transformSync } from "esbuild";
import type { MarkedFile } from "../markers.ts";
import type { Outcome, Proof } from "./proof.ts";

const ADAPTERS = path.join(__dirname, "adapters");
const script = /\.[cm]?[jt]sx?$/;

/** What comes of the honest request and of the attack, in this order, put to one child process. */
export function outcomesOf(proof: Proof, files: readonly MarkedFile[], folder: string): Promise<readonly Outcome[]> {
  const scripts = files.filter(({ path }) => script.test(path)).map((file) => writeScript(file, proof, folder));
  for (const file of files) if (!script.test(file.path)) write(folder, file.path, file.text);
  for (const [name, text] of Object.entries(proof.beside ?? {})) write(folder, name, text);
  const env = { PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}`, HOME: folder };
  const child = fork(path.join(__dirname, "run.cjs"), [], { cwd: folder, env, execArgv: [], stdio: "pipe" });
  child.send({
    folder,
    main: scripts[0],
    scripts,
    exported: proof.exported ?? "handler",
    events: [proof.honest.event, proof.attack.event],
    data: proof.data,
    packages: mapped(proof.packages, (name, file) => (file ? path.join(ADAPTERS, file) : require.resolve(name))),
    globals: mapped(proof.globals, (_, file) => path.join(ADAPTERS, file)),
    prepare: proof.prepare && path.join(ADAPTERS, proof.prepare),
  });
  return heard(child, { honest: 60_000, attack: (proof.patience ?? 60) * 1000 });
}

const hung: Outcome = { isHung: true, output: "", noted: [], files: {} };

/** The outcomes that the child tells of. A request that takes too long ends it. */
function heard(
  child: ChildProcess,
  patience: { readonly honest: number; readonly attack: number },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (text) => (said += text));
    child.on("message", (message: Outcome | { readonly started: true } | { readonly fault: string }) => {
      clearTimeout(timer);
      if ("fault" in message) reject(new Error(message.fault));
      else if (!("started" in message)) outcomes.push(message);
      else
        timer = setTimeout(
          () => {
            outcomes.push(hung);
            child.kill("SIGKILL");
          },
          outcomes.length === 0 ? patience.honest : patience.attack,
        );
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (outcomes.length === 2) resolve(outcomes);
      else reject(new Error(`the handler's process ended with ${code} after ${outcomes.length} requests\n${said}`));
    });
  });
}

/** Types are erased and modules made CommonJS; answers the path it was written to. */
function writeScript({ path: name, text }: MarkedFile, { places = {} }: Proof, folder: string): string {
  const placed = Object.entries(places).reduce(
    (text, [from, to]) => text.replaceAll(from, () => path.join(folder, to)),
    text,
  );
  const loader = /x$/.test(name) ? "tsx" : /\.[cm]?ts$/.test(name) ? "ts" : "jsx";
  const { code } = transformSync(placed, {
    loader,
    format: "cjs",
    target: "node20",
    supported: { "dynamic-import": false },
  });
  const file = name.replace(script, ".js");
  write(folder, file, code);
  return file;
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode: name.startsWith("bin/") ? 0o755 : 0o644 });
}

const mapped = <T>(record: Readonly<Record<string, T>> | undefined, to: (name: string, value: T) => string) =>
  Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, to(name, value)]));
