import type { Finding, Fix, Severity, Step } from "../../engine/rule/finding.ts";
import { harmless } from "./cells.ts";
import { codeLine, frame } from "./frame.ts";
import type { Paint } from "./paint.ts";
import {
  type Fixed,
  pointsOf,
  type Report,
  type Reported,
  shown as relativePath,
  type Summary,
  summaryOf,
} from "./report.ts";

const shown = (report: Report, path: string): string => harmless(relativePath(report, path));

/** The report for a person: each finding with its code, its trace and its fixes, and a summary in one line. */
export function text(report: Report, paint: Paint, width: number): string {
  const findings = report.findings.map((reported) => findingText(reported, report, paint, width));
  const fixed = report.fixed.length > 0 ? [fixedText(report.fixed, report, paint)] : [];
  return `${[...fixed, ...findings, summaryText(summaryOf(report), paint)].join("\n\n")}\n`;
}

function findingText({ finding, fixes }: Reported, report: Report, paint: Paint, width: number): string {
  const { start } = pointsOf(report, finding.at);
  const place = `${shown(report, finding.at.path)}:${start.line}:${start.column}`;
  const severity = paintOf(paint, finding.severity)(finding.severity);
  const sections = [
    [
      `${paint.bold(place)}  ${severity}  ${paint.dim(finding.rule)}`,
      `  ${harmless(finding.message)}`,
      ...(finding.construct === undefined ? [] : [`  in the construct ${harmless(finding.construct)}`]),
    ],
    codeOf(finding, report, paint, width),
    [
      ...finding.trace.flatMap((step, index) => stepText(step, index + 1, report, paint, width)),
      ...fixes.map((fix) => fixText(fix, paint)),
    ],
  ];
  return sections.flatMap((lines) => (lines.length > 0 ? [lines.join("\n")] : [])).join("\n\n");
}

function codeOf(finding: Finding, report: Report, paint: Paint, width: number): string[] {
  const file = report.files.get(finding.at.path);
  if (!file || file.text.length === 0) return [];
  return frame(file, finding.at.span, width - 4, paint).map((line) => `    ${line}`);
}

function stepText(step: Step, number: number, report: Report, paint: Paint, width: number): string[] {
  const place = `${shown(report, step.at.path)}:${pointsOf(report, step.at).start.line}`;
  const file = report.files.get(step.at.path);
  const head = `  ${number}. ${paint.bold(place)}  ${harmless(step.message)}`;
  return file ? [head, `     ${paint.dim(codeLine(file, step.at.span.start, width - 5))}`] : [head];
}

const fixText = (fix: Fix, paint: Paint): string => `  ${paint.green("fix:")} ${harmless(fix.title)} (${fix.safety})`;

function fixedText(fixed: readonly Fixed[], report: Report, paint: Paint): string {
  const lines = fixed.map(
    ({ path, rule, title }) => `${paint.green("fixed")}  ${shown(report, path)}  ${rule}  ${harmless(title)}`,
  );
  return lines.join("\n");
}

const paintOf = (paint: Paint, severity: Severity): ((text: string) => string) =>
  ({ error: paint.red, warning: paint.yellow, info: paint.blue, hint: paint.dim })[severity];

/** "12 findings (3 errors, 9 warnings) in 4 of 23 files; 5 can be fixed with --fix" */
function summaryText(summary: Summary, paint: Paint): string {
  const files = counted(summary.files, "file");
  if (summary.findings === 0) return paint.green(`No findings in ${files}`);
  const found = paint.bold(counted(summary.findings, "finding"));
  const { error, warning, info, hint } = summary.bySeverity;
  const kinds = [
    ...(error > 0 ? [counted(error, "error")] : []),
    ...(warning > 0 ? [counted(warning, "warning")] : []),
    ...(info > 0 ? [`${info} info`] : []),
    ...(hint > 0 ? [counted(hint, "hint")] : []),
  ];
  return `${found} (${kinds.join(", ")}) in ${summary.filesWithFindings} of ${files}${fixableText(summary)}`;
}

function fixableText({ fixable, fixesListedFor }: Summary): string {
  const safe = fixable.safe > 0 ? `; ${fixable.safe} can be fixed with --fix` : "";
  const more = fixable.safe > 0 ? " more" : "";
  const unsafe = fixable.unsafe > 0 ? `; ${fixable.unsafe}${more} with --fix --unsafe-fixes` : "";
  const bound = fixesListedFor?.toLocaleString("en-US");
  const limit = bound === undefined ? "" : `; fixes are listed for the first ${bound} findings`;
  return safe + (safe ? unsafe : unsafe.replace(" with", " can be fixed with")) + limit;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
