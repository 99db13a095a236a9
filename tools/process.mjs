import { spawn } from "node:child_process";
import { ROOT } from "./root.mjs";

/** A failure that is told to the person in one sentence, without a stack. */
export class PlainError extends Error {}

/** Runs a command quietly; its output is shown only when it fails. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const code = await exitOf(child);
  const output = Buffer.concat(chunks).toString();
  if (code !== 0) throw new PlainError(`'${[command, ...args].join(" ")}' ended with ${code}:\n${output.trim()}`);
  return output;
}

/** Runs a command whose output goes straight through; answers its exit code. */
export function passThrough(command, args, options = {}) {
  return exitOf(spawn(command, args, { cwd: ROOT, stdio: "inherit", ...options }));
}

export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
}

/** The command that runs npm: the one that started us, else the one on PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.(c|m)?js$/.test(script)) return { command: process.execPath, prefix: [script], shell: false };
  return { command: "npm", prefix: [], shell: process.platform === "win32" };
}

export function npm(args, options = {}) {
  const { command, prefix, shell } = npmCommand();
  return run(command, [...prefix, ...args], { shell, ...options });
}

/** Ends the program on a failure: one plain sentence for what we expected, the stack for what we did not. */
export function endWith(error) {
  process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
  process.exit(2);
}
