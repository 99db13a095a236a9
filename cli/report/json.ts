import type { Fix } from "../../engine/rule/finding.ts";
import type { Place } from "../../engine/text/source.ts";
import { pointsOf, type Report, type Reported, shown, summaryOf } from "./report.ts";

/** Grows when a field changes its meaning or goes; new fields do not count. */
const schemaVersion = 1;

export function json(report: Report): string {
  const content = {
    version: schemaVersion,
    findings: report.findings.map((reported) => findingOf(reported, report)),
    fixed: report.fixed.map(({ path, rule, title }) => ({ path: shown(report, path), rule, title })),
    summary: summaryOf(report),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function findingOf({ finding, fixes }: Reported, report: Report): object {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    ...placeOf(finding.at, report),
    ...(finding.construct === undefined ? {} : { construct: finding.construct }),
    trace: finding.trace.map((step) => ({ ...placeOf(step.at, report), message: step.message })),
    fixes: fixes.map((fix) => ({ title: fix.title, safety: fix.safety, edits: editsOf(fix, report) })),
  };
}

const placeOf = (at: Place, report: Report): object => ({ path: shown(report, at.path), range: pointsOf(report, at) });

const editsOf = (fix: Fix, report: Report): object[] =>
  [...fix.edits].flatMap(([path, edits]) =>
    edits.map(({ span, text }) => ({ ...placeOf({ path, span }, report), text })),
  );
