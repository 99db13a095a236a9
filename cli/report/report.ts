import { relative } from "../../disk/path.ts";
import type { Finding, Fix, Severity } from "../../engine/rule/finding.ts";
import type { Rule } from "../../engine/rule/rule.ts";
import { type Position, positionAt } from "../../engine/text/lines.ts";
import type { Place, SourceFile } from "../../engine/text/source.ts";

/** The outcome of a run, which text, JSON and SARIF are views of. */
export interface Report {
  /** The folder that paths are shown from. */
  readonly folder: string;
  /** Sorted by path and place. */
  readonly findings: readonly Reported[];
  /** How many files were looked at. */
  readonly checked: number;
  readonly fixed: readonly Fixed[];
  readonly rules: readonly Rule[];
  /** The text of every file that a finding speaks of. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** For how many findings, the first ones, fixes were looked for. Undefined: for all. */
  readonly fixesListedFor?: number;
}

export interface Reported {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

export interface Fixed {
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

/** One-based, as people and SARIF count. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A place whose file is not known counts as its beginning. */
export function pointsOf(report: Report, at: Place): { start: Point; end: Point } {
  const file = report.files.get(at.path);
  if (!file) return { start: origin, end: origin };
  return { start: pointOf(file, at.span.start), end: pointOf(file, at.span.end) };
}

const origin: Point = { line: 1, column: 1, offset: 0 };

function pointOf(file: SourceFile, offset: number): Point {
  const { line, character }: Position = positionAt(file, offset);
  return { line: line + 1, column: character + 1, offset };
}

export const shown = (report: Report, path: string): string => relative(report.folder, path);

export interface Summary {
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly filesWithFindings: number;
  readonly files: number;
  /** Findings that have a safe fix, and those that have only unsafe ones. */
  readonly fixable: { readonly safe: number; readonly unsafe: number };
  /** For how many findings, the first ones, that is known. Undefined: for all. */
  readonly fixesListedFor?: number;
}

export function summaryOf({ findings, checked, fixesListedFor }: Report): Summary {
  const count = (test: (reported: Reported) => boolean): number => findings.filter(test).length;
  const of = (severity: Severity): number => count(({ finding }) => finding.severity === severity);
  const safe = count(({ fixes }) => fixes.some((fix) => fix.safety === "safe"));
  return {
    findings: findings.length,
    bySeverity: { error: of("error"), warning: of("warning"), info: of("info"), hint: of("hint") },
    filesWithFindings: new Set(findings.map(({ finding }) => finding.at.path)).size,
    files: checked,
    fixable: { safe, unsafe: count(({ fixes }) => fixes.length > 0) - safe },
    ...(fixesListedFor !== undefined && { fixesListedFor }),
  };
}
