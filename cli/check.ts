import type { CheckOptions } from "./args.ts";
import { allRules } from "./catalogue.ts";
import { suggestion } from "./nearest.ts";
import { finished, Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { print } from "./report/print.ts";
import { outcomeOf } from "./run.ts";

/** Runs the command and writes its report. Answers the exit code. */
export function check(options: CheckOptions): number {
  checkRuleIds(options.rules);
  const progress = new Progress(options.isQuiet);
  const { report, problems, fixedText } = finished(outcomeOf(options, progress), progress);
  if (fixedText !== undefined) process.stdout.write(fixedText);
  print(report, options, fixedText === undefined);
  for (const problem of problems) process.stderr.write(`handrail: ${problem}\n`);
  if (problems.length > 0) return 2;
  return report.findings.length > 0 ? 1 : 0;
}

function checkRuleIds(ids: readonly string[]): void {
  const known = allRules.map((rule) => rule.meta.id);
  for (const id of ids) if (!known.includes(id)) throw new Refusal(`There is no rule '${id}'.${suggestion(id, known)}`);
}
