import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { Finding } from "../engine/rule/finding.ts";
import type { MarkedFile } from "./markers.ts";
import { curesOf, findingsOf, fixedFiles, hostOf, markerOf } from "./workspace-of.ts";

/** What the rules say to the code blocks of the article that Handrail began with: its own product must judge them rightly. */
interface Block {
  readonly file: string;
  /** `rule severity line: text`: each is found, once, on this line, at a span that begins with the text. */
  readonly reports: readonly string[];
  /** Rules that must not speak here. */
  readonly silent: readonly string[];
}

const blocks: readonly Block[] = [
  {
    file: "1-iam-admin.json",
    reports: ['iam/admin-star error 6: "*"'],
    silent: ["iam/no-wildcard-action", "iam/no-wildcard-resource"],
  },
  { file: "2-iam-scoped.json", reports: [], silent: ["iam/no-wildcard-action", "iam/no-wildcard-resource"] },
  {
    // That nothing validates the input is part of what injection/sql says.
    file: "3-sql.js",
    reports: [
      "injection/sql error 6: db.execute(query)",
      "validation/optional-access warning 2: event.queryStringParameters",
    ],
    silent: [],
  },
  {
    file: "4-joi.js",
    reports: [],
    silent: ["injection/sql", "leaks/error-detail", "validation/optional-access", "validation/missing-schema"],
  },
  {
    file: "5-secrets.js",
    reports: [
      "supply-chain/deprecated-package warning 1: 'aws-sdk'",
      "secrets/cache-not-keyed warning 9: cachedSecret",
      "secrets/cache-no-ttl info 16: cachedSecret",
      "limits/db-connections warning 24: createConnection",
    ],
    silent: ["secrets/cache-missing", "secrets/password-literal"],
  },
  {
    file: "6-workflow.yml",
    reports: [
      "supply-chain/workflow-permissions warning 6: jobs",
      "supply-chain/action-outdated info 10: actions/checkout@v2",
      "supply-chain/action-unpinned warning 16: snyk/actions/node@master",
    ],
    silent: ["supply-chain/ci-no-audit"],
  },
  {
    file: "7-s3-put.js",
    reports: ["supply-chain/deprecated-package warning 1: 'aws-sdk'"],
    silent: ["encryption/s3-put"],
  },
  {
    file: "8-api-policy.yml",
    reports: ["transit/api-deny-only warning 9: Policy"],
    silent: ["transit/api-secure-transport"],
  },
  {
    file: "9-limits.yml",
    reports: [],
    silent: [
      "limits/timeout-missing",
      "limits/memory-missing",
      "limits/reserved-concurrency",
      "limits/timeout-over-gateway",
    ],
  },
  {
    file: "10-security-events.js",
    reports: [
      "supply-chain/deprecated-package warning 1: 'aws-sdk'",
      "observability/metric-call hint 5: putMetricData",
    ],
    silent: ["leaks/error-detail"],
  },
  {
    file: "11-authorizer.js",
    reports: ["auth/authorizer-method-cached info 14: event.methodArn"],
    silent: ["leaks/error-detail"],
  },
];

for (const { file, reports, silent } of blocks) {
  describe(file, () => {
    const found = findingsIn([read(file)]);

    for (const report of reports) {
      it(`reports ${report}`, () => {
        const rule = report.slice(0, report.indexOf(" "));
        const same = found.filter(({ finding }) => finding.rule === rule).map(({ line }) => line);
        assert.equal(same.length, 1, same.join("\n"));
        assert.ok(same[0]?.startsWith(report), `it says: ${same[0]}`);
      });
    }

    it("reports no other error or warning", () => {
      const others = found.filter(({ finding: { severity }, line }) => {
        return ["error", "warning"].includes(severity) && !reports.some((report) => line.startsWith(report));
      });
      assert.deepEqual(
        others.map(({ line }) => line),
        [],
      );
    });

    for (const rule of silent) {
      it(`does not report ${rule}`, () => {
        const spoken = found.filter(({ finding }) => finding.rule === rule).map(({ line }) => line);
        assert.deepEqual(spoken, []);
      });
    }
  });
}

it("the fix of the SQL block writes the article's own secure form", () => {
  const file = read("3-sql.js");
  const host = hostOf([file]);
  const finding = findingsOf(host).find(({ rule }) => rule === "injection/sql");
  const [fix] = finding ? curesOf(host, finding) : [];
  assert.ok(finding && fix);
  assert.match(finding.trace[0]?.message ?? "", /event/);
  const [fixed] = fixedFiles([file], fix);
  assert.ok(fixed?.text.includes('  const query = "SELECT * FROM users WHERE id = ?";\n'), fixed?.text);
  assert.ok(fixed?.text.includes("  const result = await db.execute(query, [userId]);\n"), fixed?.text);
  const left = findingsIn([{ path: file.path, text: fixed?.text ?? "" }]);
  assert.deepEqual(
    left.filter(({ finding: { rule } }) => rule.startsWith("injection/")),
    [],
  );
});

function read(file: string): MarkedFile {
  return { path: file, text: fs.readFileSync(path.join(__dirname, "fixtures", "seed", file), "utf8") };
}

/** Each finding with its line: `rule severity line: text`. */
function findingsIn(files: readonly MarkedFile[]): readonly { readonly finding: Finding; readonly line: string }[] {
  const host = hostOf(files);
  return findingsOf(host).map((finding) => {
    const { line } = markerOf(host, finding);
    const text = host.snapshot().workspace.files.get(finding.at.path)?.text ?? "";
    const { start, end } = finding.at.span;
    return { finding, line: `${finding.rule} ${finding.severity} ${line + 1}: ${text.slice(start, end)}` };
  });
}
