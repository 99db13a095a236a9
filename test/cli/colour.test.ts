import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { colours, noColours } from "../../cli/report/paint.ts";
import type { Report } from "../../cli/report/report.ts";
import { text } from "../../cli/report/text.ts";
import type { Severity } from "../../engine/rule/finding.ts";

const file = { path: "/w/a.js", version: 1, text: "const a = 1;\nrun(a);\n" };

function report(...severities: Severity[]): Report {
  const at = { path: file.path, span: { start: 13, end: 16 } };
  const fixes = [{ rule: "a/b", title: "Mend it", safety: "unsafe" as const, edits: new Map() }];
  const findings = severities.map((severity) => ({
    finding: {
      rule: "a/b",
      severity,
      confidence: "high" as const,
      message: "a message",
      at,
      trace: [{ at, message: "a step" }],
    },
    fixes,
  }));
  return { folder: "/w", findings, checked: 3, fixed: [], rules: [], files: new Map([[file.path, file]]) };
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");

describe("colours", () => {
  it("add nothing but colour", () => {
    const shown = report("error", "warning", "info", "hint");
    const coloured = text(shown, colours, 80);
    assert.notEqual(coloured, text(shown, noColours, 80));
    assert.equal(coloured.replace(escapes, ""), text(shown, noColours, 80));
  });

  it("end before the line does", () => {
    for (const line of text(report("error"), colours, 80).split("\n")) {
      const on = line.match(escapes)?.length ?? 0;
      assert.equal(on % 2, 0, line);
    }
  });
});

describe("the summary", () => {
  it("counts by severity and says what can be fixed", () => {
    const summary = (shown: Report): string | undefined => text(shown, noColours, 80).trimEnd().split("\n").at(-1);
    assert.equal(summary(report()), "No findings in 3 files");
    assert.equal(
      summary(report("error", "info", "info", "hint", "hint")),
      "5 findings (1 error, 2 info, 2 hints) in 1 of 3 files; 5 can be fixed with --fix --unsafe-fixes",
    );
  });
});
