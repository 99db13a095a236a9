import { absolute, relative } from "../../disk/path.ts";
import type { FunctionsOptions, PolicyOptions } from "../args.ts";
import { finished, Progress } from "../progress.ts";
import { noColours, paintFor } from "../report/paint.ts";
import { writeFile } from "../report/print.ts";
import { type Found, functionsOf } from "./functions.ts";
import { functionNamed, policyText } from "./policy.ts";
import { functionsJson, functionsText } from "./report.ts";

/** Tells of each deployed function. Answers the exit code. */
export function functions({ paths, format, output }: FunctionsOptions): number {
  const { found, isWhole } = read(paths);
  const folder = absolute(".");
  const paint = output === undefined ? paintFor(process.stdout) : noColours;
  write(format === "json" ? functionsJson(found, folder) : functionsText(found, folder, paint), output);
  return isWhole ? 0 : 2;
}

/** Prints the exact policy of one function. Answers the exit code. */
export function policy({ name, paths, format, output }: PolicyOptions): number {
  const { found, isWhole } = read(paths);
  const one = functionNamed(name, found, (path) => relative(absolute("."), path));
  for (const { why } of one.privileges.unknown) process.stderr.write(`handrail: '${name}' may need more: ${why}.\n`);
  write(policyText(one, format), output);
  return isWhole ? 0 : 2;
}

function read(paths: readonly string[]): { readonly found: readonly Found[]; readonly isWhole: boolean } {
  const progress = new Progress(false);
  progress.doing = "Reading the files";
  const { found, problems } = finished(functionsOf(paths), progress);
  for (const problem of problems) process.stderr.write(`handrail: ${problem}\n`);
  return { found, isWhole: problems.length === 0 };
}

function write(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text);
  else writeFile(output, text);
}
