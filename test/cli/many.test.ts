import assert from "node:assert/strict";
import { it } from "node:test";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const template = (buckets: number): string => {
  const resources = Array.from({ length: buckets }, (_, index) => `  Photos${index}: { Type: AWS::S3::Bucket }\n`);
  return `Resources:\n${resources.join("")}`;
};

const check = ["check", "--rule", "compliance/bucket-versioning"];

it("the report lists the fixes of the first 1,000 findings, and says so", (t) => {
  const folder = new Folder(t, { "template.yaml": template(1001) });
  const { out } = handrail(folder, check);
  assert.equal(out.match(/^ {2}fix: /gm)?.length, 1000);
  assert.match(out, /^1001 findings .*; fixes are listed for the first 1,000 findings$/m);
  handrail(folder, [...check, "--format", "json", "--output", "report.json"]);
  const { findings, summary } = JSON.parse(folder.read("report.json"));
  assert.equal(findings.filter((one: { fixes: unknown[] }) => one.fixes.length > 0).length, 1000);
  assert.equal(summary.fixesListedFor, 1000);
});

it("nothing is said of it when that is all", (t) => {
  const folder = new Folder(t, { "template.yaml": template(1000) });
  const { out } = handrail(folder, check);
  assert.equal(out.match(/^ {2}fix: /gm)?.length, 1000);
  assert.doesNotMatch(out, /are listed/);
});

it("all that can be fixed is", (t) => {
  const folder = new Folder(t, { "template.yaml": template(1001) });
  assert.match(handrail(folder, [...check, "--fix", "--unsafe-fixes"]).out, /No findings in 1 file\n$/);
  assert.equal(folder.read("template.yaml").match(/Status: Enabled/g)?.length, 1001);
});
