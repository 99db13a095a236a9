import { allRules } from "./catalogue.ts";
import type { Paint } from "./report/paint.ts";

/** All rules as a table, one a line. */
export function rulesTable(paint: Paint): string {
  const rows = allRules.map(({ meta, fix }) => [
    meta.id,
    meta.severity,
    meta.confidence,
    fix ? "yes" : "no",
    meta.summary,
  ]);
  const head = ["rule", "severity", "confidence", "fix", "finds"];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ");
  return `${[paint.bold(line(head)), ...rows.map(line)].join("\n")}\n`;
}

export function rulesJson(): string {
  const rules = allRules.map(({ kind, meta, fix }) => ({
    id: meta.id,
    kind,
    severity: meta.severity,
    confidence: meta.confidence,
    hasFix: fix !== undefined,
    duty: meta.duty,
    cwe: meta.cwe,
    controls: meta.controls,
    profiles: meta.profiles,
    summary: meta.summary,
  }));
  return `${JSON.stringify({ version: 1, rules }, undefined, 2)}\n`;
}
