import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openPolicy } from "../lsp/samples.ts";
import { Folder } from "../workspace.ts";
import { check, handrail } from "./cli.ts";

const suppressed = `// handrail-ignore injection/sql: gone
exports.a = 1;
// handrail-ignore injection/command: gone too
exports.b = 2;
`;
const cleared = "exports.a = 1;\nexports.b = 2;\n";

describe("handrail check --fix", () => {
  it("applies safe fixes, says which, and reports what is left", (t) => {
    const folder = new Folder(t, { "a.js": suppressed });
    const { code, out, err } = check(folder, ["--fix"]);
    assert.deepEqual(
      { code, out, err },
      {
        code: 0,
        out: `fixed  a.js  handrail/unused-suppression  Remove the suppression
fixed  a.js  handrail/unused-suppression  Remove the suppression

No findings in 1 file
`,
        err: "",
      },
    );
    assert.equal(folder.read("a.js"), cleared);
  });

  it("keeps line ends and the byte order mark", (t) => {
    const folder = new Folder(t, { "a.js": `\uFEFF${suppressed.replaceAll("\n", "\r\n")}` });
    assert.equal(check(folder, ["--fix"]).code, 0);
    assert.equal(folder.read("a.js"), `\uFEFF${cleared.replaceAll("\n", "\r\n")}`);
  });

  it("fixes only what the report is narrowed to", (t) => {
    const folder = new Folder(t, { "a.js": suppressed });
    check(folder, ["--fix", "--severity", "error"]);
    handrail(folder, ["check", "--fix", "--rule", "iam/admin-star"]);
    assert.equal(folder.read("a.js"), suppressed);
  });

  it("applies the fixes of the rules that are asked for, whatever others would do at the same place", (t) => {
    const folder = new Folder(t, { "template.yaml": "Resources:\n  Photos:\n    Type: AWS::S3::Bucket\n" });
    handrail(folder, ["check", "--fix", "--unsafe-fixes", "--rule", "compliance/bucket-versioning"]);
    assert.equal(
      folder.read("template.yaml"),
      `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
`,
    );
  });

  it("ends clean when all fixes of a bucket are applied", (t) => {
    const folder = new Folder(t, {
      "template.yaml":
        "Resources:\n  Photos:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n",
    });
    const run = handrail(folder, ["check", "--fix", "--unsafe-fixes", "--profile", "strict"]);
    assert.match(run.out, /No findings in 1 file/);
  });

  it("never records a suppression by itself", (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    check(folder, ["--fix", "--unsafe-fixes"]);
    assert.doesNotMatch(folder.read("policy.json"), /ignore/);
  });

  it("prints the text from stdin, fixed, and writes nothing", (t) => {
    const folder = new Folder(t, { "a.js": "" });
    const run = check(folder, ["--fix", "--stdin", "--stdin-filename", "a.js"], suppressed);
    assert.deepEqual(run, { code: 0, out: cleared, err: "" });
    assert.equal(folder.read("a.js"), "");
  });

  it("prints the text from stdin as it is where nothing can be fixed", (t) => {
    const folder = new Folder(t, {});
    const run = check(folder, ["--fix", "--stdin", "--stdin-filename", "a.js"], cleared);
    assert.deepEqual(run, { code: 0, out: cleared, err: "" });
  });
});
