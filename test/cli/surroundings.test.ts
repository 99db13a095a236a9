import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const places = (out: string, rule: string): readonly string[] =>
  out.split("\n").filter((line) => line.endsWith(`  ${rule}`));

describe("a folder that is part of a project", () => {
  const handler = `import mysql from "mysql2/promise";
const pool = mysql.createPool(process.env.DATABASE);
export const run = async (input) => {
  await pool.query("DELETE FROM jobs WHERE id = " + input.detail.id);
};
`;
  const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Job:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: job.run
      Events:
        Asked: { Type: EventBridgeRule, Properties: { Pattern: { source: [shop] } } }
`;

  it("is understood with the template around it, which is not reported", (t) => {
    const folder = new Folder(t, { "app/template.yaml": template, "app/src/job.mjs": handler });
    const { out } = handrail(folder, ["check", "app/src"]);
    assert.deepEqual(places(out, "injection/sql"), ["app/src/job.mjs:4:9  error  injection/sql"]);
    assert.deepEqual(places(out, "limits/timeout-missing"), []);
  });

  it("finds the lock file and the update bot of the workspaces it is a package of", (t) => {
    const manifest = `{ "name": "app", "dependencies": { "pg": "^8.16.0" } }`;
    const above = { "package-lock.json": "{}", ".github/dependabot.yml": "version: 2" };
    const root = (text: string) =>
      new Folder(t, { ...above, "package.json": text, "packages/app/package.json": manifest });
    const member = root(`{ "name": "all", "workspaces": ["packages/*"] }`);
    assert.deepEqual(handrail(member, ["check", "packages/app"]), { code: 0, out: "No findings in 1 file\n", err: "" });
    const stranger = root(`{ "name": "other" }`);
    assert.deepEqual(places(handrail(stranger, ["check", "packages/app"]).out, "supply-chain/no-lockfile"), [
      "packages/app/package.json:1:18  warning  supply-chain/no-lockfile",
    ]);
  });
});
