import { absolute } from "../disk/path.ts";
import { type Change, Host, type Snapshot } from "../engine/host.ts";
import type { Config } from "../engine/project/config.ts";
import { type Finding, severities } from "../engine/rule/finding.ts";
import type { Task } from "../engine/task.ts";
import type { SourceFile } from "../engine/text/source.ts";
import { knowledge } from "../rules/knowledge.ts";
import type { CheckOptions } from "./args.ts";
import { allRules } from "./catalogue.ts";
import { repair, save } from "./fix.ts";
import type { Progress } from "./progress.ts";
import { contentOf, isReported, type Project, projectOfFile, projectsOf } from "./project.ts";
import type { Fixed, Report, Reported } from "./report/report.ts";
import { type Stdin, stdinFor } from "./stdin.ts";

/** Findings whose fixes the report lists: to make those of thousands takes seconds, and nobody reads them. `--fix` applies all. */
const mostWithFixes = 1000;

/** What a run has come to. */
export interface Outcome {
  readonly report: Report;
  /** What went wrong on our side, one sentence each. */
  readonly problems: readonly string[];
  /** The text from stdin, fixed, if that was asked for. */
  readonly fixedText: string | undefined;
}

interface Part {
  readonly findings: readonly Reported[];
  readonly fixed: readonly Fixed[];
  readonly checked: number;
  readonly problems: readonly string[];
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Reads, fixes and checks what the options name. Throws a `Refusal` for a path that is not there. */
export function* outcomeOf(options: CheckOptions, progress: Progress): Task<Outcome> {
  const stdin = options.stdin === undefined ? undefined : stdinFor(absolute(options.stdin));
  const projects = stdin ? [projectOfFile(stdin.path)] : projectsOf(options.paths);
  const parts: Part[] = [];
  const budget: Budget = { left: mostWithFixes };
  for (const project of projects) parts.push(yield* checked(project, options, stdin, progress, budget));
  const report: Report = {
    folder: absolute("."),
    findings: parts.flatMap((part) => part.findings).sort(inOrder),
    checked: parts.reduce((sum, part) => sum + part.checked, 0),
    fixed: parts.flatMap((part) => part.fixed),
    rules: allRules,
    files: new Map(parts.flatMap((part) => [...part.files])),
    ...(budget.left < 0 && { fixesListedFor: mostWithFixes }),
  };
  const fixedText = stdin && options.fix ? stdin.written(report.files.get(stdin.path)?.text ?? stdin.text) : undefined;
  return { report, problems: parts.flatMap((part) => part.problems), fixedText };
}

/** For how many more findings of the run fixes are listed; below none when there were more. */
interface Budget {
  left: number;
}

function inOrder({ finding: a }: Reported, { finding: b }: Reported): number {
  if (a.at.path !== b.at.path) return a.at.path < b.at.path ? -1 : 1;
  return (
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}

function* checked(
  project: Project,
  options: CheckOptions,
  stdin: Stdin | undefined,
  progress: Progress,
  budget: Budget,
): Task<Part> {
  progress.doing = "Reading the files";
  const content = yield* contentOf(project);
  const problems = [...content.problems];
  const host = new Host(knowledge, {
    root: project.root,
    onFault: ({ rule, path, error }) => problems.push(`rule '${rule}' failed on '${path}': ${messageOf(error)}.`),
  });
  host.apply({ ...withStdin(content.change, stdin), config: configFor(project.config, options) });
  const first = host.snapshot();
  const paths = pathsOf(first, project);
  const fixed = yield* repaired(host, paths, options, progress);
  const last = host.snapshot();
  if (!stdin) problems.push(...save(first, last));
  const present = pathsOf(last, project);
  const findings = yield* reported(last, present, options, progress, budget);
  return { findings, fixed, checked: present.length, problems, files: last.workspace.files };
}

function withStdin(change: Change, stdin: Stdin | undefined): Change {
  if (!stdin) return change;
  const others = (change.files ?? []).filter((file) => file.path !== stdin.path);
  return { ...change, files: [...others, { path: stdin.path, text: stdin.text }] };
}

/** The configuration as the command line changes it. A rule that is asked for by name is on. */
function configFor(config: Config, { confidence, profile, rules }: CheckOptions): Config {
  const optIn = allRules.filter(({ meta }) => meta.profiles && rules.includes(meta.id) && !(meta.id in config.rules));
  const added = Object.fromEntries(optIn.map(({ meta }) => [meta.id, "on" as const]));
  return {
    ...config,
    profile: profile ?? config.profile,
    confidence: confidence ?? config.confidence,
    rules: { ...config.rules, ...added },
  };
}

function pathsOf(snapshot: Snapshot, project: Project): string[] {
  const given = project.files.filter((path) => snapshot.workspace.files.has(path));
  const found = snapshot.interesting().filter((path) => isReported(project, path));
  return [...new Set([...found, ...given])].sort();
}

function* repaired(host: Host, paths: readonly string[], options: CheckOptions, progress: Progress): Task<Fixed[]> {
  if (!options.fix) return [];
  progress.doing = "Fixing the files";
  return yield* repair(host, paths, options.fix, (finding) => isWanted(finding, options));
}

function* reported(
  snapshot: Snapshot,
  paths: readonly string[],
  options: CheckOptions,
  progress: Progress,
  budget: Budget,
): Task<Reported[]> {
  const all: Reported[] = [];
  const areShown = !options.isQuiet || options.output !== undefined;
  for (const [index, path] of paths.entries()) {
    progress.doing = `Checking ${index + 1} of ${paths.length} files`;
    for (const finding of yield* snapshot.check(path)) {
      if (!isWanted(finding, options)) continue;
      budget.left--;
      all.push({ finding, fixes: areShown && budget.left >= 0 ? yield* snapshot.cures(finding) : [] });
    }
  }
  return all;
}

function isWanted(finding: Finding, { severity, rules }: CheckOptions): boolean {
  if (rules.length > 0 && !rules.includes(finding.rule)) return false;
  return severities.indexOf(finding.severity) <= severities.indexOf(severity);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
