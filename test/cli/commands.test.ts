import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Editor } from "../lsp/editor.ts";
import { lspCommand } from "../lsp/wire.ts";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const root = path.join(__dirname, "..", "..");

describe("handrail", () => {
  it("says how it is used", (t) => {
    const folder = new Folder(t, {});
    for (const args of [[], ["--help"], ["-h"], ["help"]]) {
      const { code, out } = handrail(folder, args);
      assert.equal(code, 0);
      assert.match(out, /^ {2}handrail check \[paths…\]/m);
    }
    for (const command of ["check", "explain", "rules", "lsp"]) {
      const { code, out } = handrail(folder, [command, "--help"]);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^ {2}handrail ${command}`, "m"));
    }
  });

  it("says its version", (t) => {
    const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.deepEqual(handrail(new Folder(t, {}), ["--version"]), { code: 0, out: `${version}\n`, err: "" });
  });

  it("explains a rule", (t) => {
    const { code, out } = handrail(new Folder(t, {}), ["explain", "injection/command"]);
    assert.equal(code, 0);
    assert.match(out, /^injection\/command {2}error, high confidence\n/);
    for (const part of [
      "Why it matters",
      "Who is responsible\n  Your responsibility: application code security",
      "Bad: ",
      "Good: ",
      "CWE-78",
    ]) {
      assert.ok(out.includes(part), part);
    }
  });

  it("fills the lines of an explanation, also where it begins with code, and breaks no code", (t) => {
    const why = (id: string) => {
      const { out } = handrail(new Folder(t, {}), ["explain", id]);
      return out
        .slice(out.indexOf("Why it matters\n"), out.indexOf("Who is responsible"))
        .trimEnd()
        .split("\n")
        .slice(1);
    };
    for (const line of why("iam/no-wildcard-action")) assert.ok(line.length <= 100, line);
    assert.ok(why("transit/api-secure-transport").some((line) => line.includes("`aws:SecureTransport: false`")));
  });

  it("lists the rules", (t) => {
    const folder = new Folder(t, {});
    const lines = handrail(folder, ["rules"]).out.trimEnd().split("\n");
    assert.match(lines[0] ?? "", /^rule +severity +confidence +fix +finds$/);
    const { rules } = JSON.parse(handrail(folder, ["rules", "--format", "json"]).out);
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(" ")[0]),
      rules.map((rule: { id: string }) => rule.id),
    );
  });

  it("lsp is the language server", async (t) => {
    const editor = new Editor(t, {}, lspCommand);
    assert.equal((await editor.initialize()).serverInfo?.name, "Handrail");
    assert.equal(await editor.shutdown(), 0);
  });
});
