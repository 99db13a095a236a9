import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { selectionGlobs, use } from "../../disk/selection.ts";
import { Editor } from "./editor.ts";

const texts = [
  "handler.js",
  "handler.ts",
  "page.jsx",
  "page.tsx",
  "handler.mjs",
  "handler.cjs",
  "handler.mts",
  "handler.cts",
  "template.yaml",
  "docker-compose.yml",
  "package.json",
  "tsconfig.jsonc",
  "stack.template",
  "samconfig.toml",
  ".env",
  ".env.local",
  ".env-prod",
];
const names = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lockb", "Pipfile.lock", "renovate.json5"];
const others = ["README.md", "environment", "photo.json.png", "lock", "handler.pyc"];

/** How VS Code reads a glob of one level of braces, for the name of a file in some folder. */
function isMatch(glob: string, name: string): boolean {
  assert.match(glob, /^\*\*\/[^{}]*(?:\{[^{}]*\}[^{}]*)*$/, "a glob has braces within braces");
  const regex = glob
    .slice("**/".length)
    .replace(/\./g, "\\.")
    .replace(/\*/g, ".*")
    .replace(/\{([^}]*)\}/g, (_all, words: string) => `(?:${words.replaceAll(",", "|")})`);
  return new RegExp(`^${regex}$`).test(name);
}

const isMatchOf = (globs: readonly string[], name: string): boolean => globs.some((glob) => isMatch(glob, name));

describe("the files that an editor tells of", () => {
  it("are those that are of use, when they change on the disk", async (t) => {
    const editor = await Editor.on(t);
    await editor.request("textDocument/hover", {});
    const watching = editor.registrations.find(({ method }) => method === "workspace/didChangeWatchedFiles");
    assert.ok(watching);
    const { watchers } = watching.registerOptions as { watchers: { globPattern: string; kind: number }[] };
    const changed = watchers.flatMap(({ globPattern, kind }) => (kind & 2 ? [globPattern] : []));
    assert.deepEqual(changed, selectionGlobs);
    for (const name of [...texts, ...names]) assert.ok(isMatchOf(changed, name), `nobody tells that '${name}' changes`);
    for (const name of others) assert.ok(!isMatchOf(changed, name), `'${name}' is of no use`);
    assert.ok(watchers.some(({ globPattern, kind }) => globPattern === "**/*" && kind === 5));
  });

  it("are those that are read, while they are open, whatever language the editor takes them for", () => {
    const extension = fs.readFileSync(path.join(__dirname, "..", "..", "dist", "extension.js"), "utf8");
    const patterns = selectionGlobs.filter((glob) => extension.includes(JSON.stringify(glob)));
    for (const name of texts) {
      assert.equal(use(name), "text");
      assert.ok(isMatchOf(patterns, name), `nobody tells that '${name}' is open`);
    }
  });
});
