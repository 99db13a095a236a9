import assert from "node:assert/strict";
import fs from "node:fs";
import { describe, it } from "node:test";
import { closedHandler, closedPolicy, openHandler, openPolicy } from "../lsp/samples.ts";
import { Folder } from "../workspace.ts";
import { check, handrail } from "./cli.ts";

const summary = (out: string): string | undefined => out.trimEnd().split("\n").at(-1);

describe("handrail check", () => {
  it("ends with 0 where nothing is found", (t) => {
    const folder = new Folder(t, { "policy.json": closedPolicy, "src/handler.js": closedHandler });
    assert.deepEqual(check(folder), { code: 0, out: "No findings in 2 files\n", err: "" });
  });

  it("ends with 1 where something is found", (t) => {
    const { code, out, err } = check(new Folder(t, { "policy.json": openPolicy }));
    assert.deepEqual({ code, err }, { code: 1, err: "" });
    assert.match(out, /^policy\.json:4:36 {2}error {2}iam\/admin-star\n/);
  });

  it("looks only at what is named", (t) => {
    const folder = new Folder(t, {
      "a/policy.json": openPolicy,
      "b/policy.json": openPolicy,
      "c/policy.json": openPolicy,
    });
    const { out } = check(folder, ["a", "b/policy.json"]);
    assert.deepEqual(
      out.split("\n").filter((line) => line.includes("admin-star")),
      ["a/policy.json:4:36  error  iam/admin-star", "b/policy.json:4:36  error  iam/admin-star"],
    );
  });

  it("looks at a folder elsewhere", (t) => {
    const [here, there] = [new Folder(t, {}), new Folder(t, { "policy.json": openPolicy })];
    const { code, out } = check(here, [there.root]);
    assert.equal(code, 1);
    assert.match(out, /^\.\.\/handrail-test-\w+\/policy\.json:4:36 /);
  });

  it("follows the nearest handrail.json, but looks at a file that is named", (t) => {
    const folder = new Folder(t, {
      "handrail.json": `{ "rules": { "iam/admin-star": "info" } }`,
      "policy.json": openPolicy,
      "app/handrail.json": `{ "exclude": ["old/**"] }`,
      "app/old/policy.json": openPolicy,
    });
    assert.match(check(folder, ["policy.json"]).out, / info {2}iam\/admin-star/);
    assert.equal(check(folder, ["app"]).code, 0);
    assert.match(check(folder, ["app/old/policy.json"]).out, / error {2}iam\/admin-star/);
  });

  it("leaves out what is installed or generated", (t) => {
    const folder = new Folder(t, { "node_modules/a/policy.json": openPolicy, "dist/policy.json": openPolicy });
    assert.deepEqual(check(folder), { code: 0, out: "No findings in 0 files\n", err: "" });
    assert.equal(check(folder, ["dist"]).code, 1);
  });

  it("narrows the report", (t) => {
    const folder = new Folder(t, {
      "policy.json": openPolicy,
      "handler.js": `${openHandler}// handrail-ignore injection/sql: gone\n`,
    });
    const bySeverity = (...args: string[]): string => summary(check(folder, args).out) ?? "";
    const byRule = (...args: string[]): string => summary(handrail(folder, ["check", ...args]).out) ?? "";
    assert.match(bySeverity(), /^3 findings \(2 errors, 1 hint\) in 2 of 2 files; /);
    assert.match(bySeverity("--severity", "error"), /^2 findings \(2 errors\) in 2 of 2 files/);
    assert.match(byRule("--rule", "injection/command"), /^1 finding \(1 error\) in 1 of 2 files/);
    assert.match(byRule("--rule", "injection/command", "--rule", "iam/admin-star"), /^2 findings/);
  });

  it("is quiet if told so", (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    assert.deepEqual(check(folder, ["--quiet"]), { code: 1, out: "", err: "" });
  });

  it("writes the report to a file", (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    assert.deepEqual(check(folder, ["--format", "json", "--output", "report.json"]), {
      code: 1,
      out: "",
      err: "",
    });
    assert.equal(JSON.parse(folder.read("report.json")).findings.length, 1);
  });

  it("takes a file's text from stdin", (t) => {
    const folder = new Folder(t, { "policy.json": closedPolicy, "other.json": openPolicy });
    const of = (name: string, text: string) => check(folder, ["--stdin", "--stdin-filename", name], text);
    assert.match(of("policy.json", openPolicy).out, /^policy\.json:4:36 .*\n1 finding /s);
    assert.equal(of("new/policy.json", openPolicy).code, 1);
    assert.equal(of("other.json", closedPolicy).code, 0);
    assert.equal(folder.read("policy.json"), closedPolicy);
  });

  it("survives text that is no text", (t) => {
    const folder = new Folder(t, { "empty.json": "", "broken.yaml": "a: [\n", "deep.json": "[".repeat(20_000) });
    fs.writeFileSync(folder.path("binary.js"), Buffer.from([0, 1, 2, 255]));
    folder.write("bundle.js", `const a = "${"x".repeat(5_000_000)}";`);
    const { code, err } = check(folder);
    assert.deepEqual({ code, err }, { code: 0, err: "" });
  });
});

describe("handrail refuses with 2 and one sentence", () => {
  const refusals: [args: string[], sentence: string][] = [
    [["chek"], "There is no command 'chek'. Did you mean 'check'? Try 'handrail --help'."],
    [["check", "absent"], "'absent' does not exist."],
    [
      ["check", "--formt", "json"],
      "'handrail check' has no option '--formt'. Did you mean '--format'? Try 'handrail check --help'.",
    ],
    [["check", "--format"], "'--format' needs a value."],
    [["check", "--format", "--fix"], "'--format' needs a value."],
    [["check", "--format", "xml"], "'--format' is one of text, json, sarif, not 'xml'."],
    [["check", "--fix=yes"], "'--fix' takes no value."],
    [["check", "--unsafe-fixes"], "'--unsafe-fixes' needs '--fix'."],
    [["check", "--stdin"], "'--stdin' needs '--stdin-filename', which says what file the text belongs to."],
    [["check", "--stdin-filename", "a.js"], "'--stdin-filename' needs '--stdin'."],
    [
      ["check", "--stdin", "--stdin-filename", "a.js", "."],
      "'--stdin' takes the place of paths; give one or the other.",
    ],
    [["check", "--rule", "iam/admin-sta"], "There is no rule 'iam/admin-sta'. Did you mean 'iam/admin-star'?"],
    [["check", "--output", "absent/report.txt"], "'absent/report.txt' cannot be written: no such file or directory."],
    [["check", "wrong"], `'wrong/handrail.json' cannot be used: 'colour' is not a setting`],
    [["explain"], "'handrail explain' needs the id of a rule; 'handrail rules' lists them."],
    [
      ["explain", "admin-str"],
      "There is no rule 'admin-str'. Did you mean 'iam/admin-star'? 'handrail rules' lists them.",
    ],
  ];
  for (const [args, sentence] of refusals) {
    it(args.join(" "), (t) => {
      const folder = new Folder(t, { "wrong/handrail.json": `{ "colour": 1 }` });
      assert.deepEqual(handrail(folder, args), { code: 2, out: "", err: `handrail: ${sentence}\n` });
    });
  }
});
