import { createHash } from "node:crypto";
import type { Report, Reported } from "./report.ts";
import { shown } from "./report.ts";

/**
 * For each finding a hash that stays the same while lines move: of its rule, its file and the text at its place, and, where several
 * findings are alike in all three, of its number among them.
 */
export function fingerprints(report: Report): string[] {
  const seen = new Map<string, number>();
  return report.findings.map((reported) => {
    const identity = identityOf(reported, report);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return createHash("sha256").update(`${identity}\0${before}`).digest("hex");
  });
}

function identityOf({ finding }: Reported, report: Report): string {
  const { path, span } = finding.at;
  const text = report.files.get(path)?.text.slice(span.start, span.end) ?? "";
  return [finding.rule, shown(report, path), text.replace(/\s+/g, " ").trim()].join("\0");
}
