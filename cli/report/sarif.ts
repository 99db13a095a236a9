import { version } from "../../disk/installed.ts";
import type { Finding, Fix } from "../../engine/rule/finding.ts";
import type { Place } from "../../engine/text/source.ts";
import { Artifacts } from "./artifacts.ts";
import { fingerprints } from "./fingerprint.ts";
import { pointsOf, type Report, type Reported } from "./report.ts";
import { descriptor, levelOf, type SarifRule } from "./sarif-rule.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The report as SARIF 2.1.0, the same for the same findings whenever and wherever it is written. */
export function sarif(report: Report): string {
  const artifacts = new Artifacts(report.folder);
  const rules = rulesOf(report);
  const hashes = fingerprints(report);
  const results = report.findings.map((reported, index) =>
    resultOf(reported, hashes[index] ?? "", rules, report, artifacts),
  );
  const run = {
    tool: { driver: { name: "Handrail", semanticVersion: version, version, rules } },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder in which handrail was run." } } },
    artifacts: artifacts.list(),
    results,
  };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

/** All rules by their ids, with an entry for each id that findings have beside them. */
function rulesOf(report: Report): SarifRule[] {
  const known = new Map(report.rules.map((rule) => [rule.meta.id, descriptor(rule.meta.id, rule.meta)]));
  for (const { finding } of report.findings) {
    if (!known.has(finding.rule)) known.set(finding.rule, descriptor(finding.rule, undefined));
  }
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function resultOf(
  { finding, fixes }: Reported,
  hash: string,
  rules: SarifRule[],
  report: Report,
  artifacts: Artifacts,
): object {
  const physical = (at: Place): object => ({
    artifactLocation: artifacts.location(at.path),
    region: regionOf(at, report),
  });
  const steps = finding.trace.map((step) => ({ physicalLocation: physical(step.at), message: { text: step.message } }));
  const isFlow = report.rules.some((rule) => rule.kind === "taint" && rule.meta.id === finding.rule);
  return {
    ruleId: finding.rule,
    ruleIndex: rules.findIndex((rule) => rule.id === finding.rule),
    level: levelOf(finding.severity),
    message: { text: finding.message },
    locations: [{ physicalLocation: physical(finding.at), ...constructOf(finding) }],
    ...(steps.length > 0 ? { relatedLocations: steps.map((step, id) => ({ id, ...step })) } : {}),
    ...(steps.length > 0 && isFlow ? { codeFlows: [flowOf(steps)] } : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => fixOf(fix, report, artifacts)) } : {}),
    partialFingerprints: { "handrail/v1": hash },
    properties: { confidence: finding.confidence, severity: finding.severity },
  };
}

const constructOf = ({ construct }: Finding): object =>
  construct === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: construct, kind: "resource" }] };

const flowOf = (steps: readonly object[]): object => ({
  threadFlows: [{ locations: steps.map((location) => ({ location })) }],
});

function fixOf(fix: Fix, report: Report, artifacts: Artifacts): object {
  const changes = [...fix.edits].map(([path, edits]) => ({
    artifactLocation: artifacts.location(path),
    replacements: edits.map(({ span, text }) => ({
      deletedRegion: regionOf({ path, span }, report),
      insertedContent: { text },
    })),
  }));
  return { description: { text: fix.title }, artifactChanges: changes, properties: { safety: fix.safety } };
}

function regionOf(at: Place, report: Report): object {
  const { start, end } = pointsOf(report, at);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
