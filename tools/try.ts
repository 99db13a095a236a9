import * as fs from "node:fs";
import * as path from "node:path";
import { contentOf, projectOfFile } from "../cli/project.ts";
import { shardText } from "../disk/shards.ts";
import { Host } from "../engine/host.ts";
import { provideShards } from "../engine/policy/shard.ts";
import type { Finding } from "../engine/rule/finding.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { finish } from "../engine/task.ts";
import { positionAt } from "../engine/text/lines.ts";
import { knowledge } from "../rules/knowledge.ts";
import { type Times, timed } from "./try/timed.ts";

/** `npm run try -- FILE`: the findings in a file, seen with the project around it, and what each rule's check took. */
function main([file]: readonly string[]): void {
  if (!file || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    console.error("Name a file: npm run try -- FILE");
    process.exitCode = 2;
    return;
  }
  provideTypescript(() => require("typescript"));
  provideShards(shardText);
  const full = path.resolve(file).split(path.sep).join("/");
  const project = projectOfFile(full);
  const times: Times = new Map();
  const host = new Host({ ...knowledge, rules: timed(knowledge.rules, times) }, { root: project.root });
  host.apply({ ...finish(contentOf(project)).change, config: { ...project.config, confidence: "low" } });
  const start = performance.now();
  const findings = finish(host.snapshot().check(full));
  const total = performance.now() - start;
  for (const finding of findings) console.log(lineOf(host, finding));
  console.log(tableOf(times, total));
}

function lineOf(host: Host, { at, severity, confidence, rule, message, trace }: Finding): string {
  const place = (path: string, offset: number) => {
    const file = host.snapshot().workspace.files.get(path);
    const { line, character } = file ? positionAt(file, offset) : { line: 0, character: 0 };
    return `${path.slice(path.lastIndexOf("/") + 1)}:${line + 1}:${character + 1}`;
  };
  const steps = trace.map((step) => `\n    ${place(step.at.path, step.at.span.start)} ${step.message}`);
  return `${place(at.path, at.span.start)} ${severity} (${confidence}) ${rule}\n  ${message}${steps.join("")}`;
}

function tableOf(times: Times, total: number): string {
  const rows = [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, milliseconds]) => `${milliseconds.toFixed(2).padStart(9)} ms  ${rule}`);
  const checks = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [
    "",
    ...rows,
    `${(total - checks).toFixed(2).padStart(9)} ms  reading, models and flows`,
    `${total.toFixed(2).padStart(9)} ms  in all`,
  ].join("\n");
}

main(process.argv.slice(2));
