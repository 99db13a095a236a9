import { spawnSync } from "node:child_process";
import path from "node:path";
import { sampleRules } from "../lsp/samples.ts";

const program = path.join(__dirname, "..", "..", "dist", "cli.js");

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Checks a folder by the rules that the samples break. */
export const check = (folder: { readonly root: string }, args: readonly string[] = [], input = ""): Run =>
  handrail(folder, ["check", ...sampleRules.flatMap((rule) => ["--rule", rule]), ...args], input);

/** Runs the command line in a folder, to its end. */
export function handrail(folder: { readonly root: string }, args: readonly string[], input = ""): Run {
  const env = { ...process.env, NO_COLOR: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder.root,
    input,
    env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}
