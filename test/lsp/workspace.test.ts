import assert from "node:assert/strict";
import fs from "node:fs";
import { describe, it } from "node:test";
import type { PublishDiagnosticsParams } from "vscode-languageserver-protocol";
import { Folder } from "../workspace.ts";
import { Editor } from "./editor.ts";
import { closedPolicy, openHandler, openPolicy } from "./samples.ts";

const timeout = 30_000;

const isEmpty = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length === 0;
const isFound = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length > 0;

describe("the files of the workspace", { timeout }, () => {
  it("are checked without being opened, foreign folders left out", async (t) => {
    const folder = new Folder(t, {
      "policy.json": openPolicy,
      "src/handler.js": openHandler,
      "node_modules/some/policy.json": openPolicy,
      "dist/policy.json": openPolicy,
      "cdk.out/asset.1/policy.json": openPolicy,
    });
    const editor = await Editor.on(t, { folders: [folder.root] });
    await editor.published(folder.uri("policy.json"), isFound);
    await editor.published(folder.uri("src/handler.js"), isFound);
    await editor.hover(folder.uri("policy.json"), { line: 0, character: 0 });
    assert.deepEqual(
      editor.publications.map(({ uri, version }) => ({ uri, version })).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      [
        { uri: folder.uri("policy.json"), version: undefined },
        { uri: folder.uri("src/handler.js"), version: undefined },
      ],
    );
  });

  it("are left alone if only open files are wanted", async (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy, "other.json": openPolicy });
    const editor = await Editor.on(t, { folders: [folder.root], settings: { checkWorkspace: false } });
    editor.open(folder.uri("other.json"), openPolicy);
    await editor.of(folder.uri("other.json"), 1);
    editor.settings = {};
    editor.notify("workspace/didChangeConfiguration", { settings: null });
    await editor.published(folder.uri("policy.json"), isFound);
    editor.settings = { enable: false };
    editor.notify("workspace/didChangeConfiguration", { settings: null });
    await editor.published(folder.uri("policy.json"), isEmpty);
    await editor.published(folder.uri("other.json"), isEmpty);
  });

  it("are watched", async (t) => {
    const folder = new Folder(t, { "policy.json": closedPolicy, "more/policy.json": openPolicy });
    const editor = await Editor.on(t, { folders: [folder.root] });
    await editor.published(folder.uri("more/policy.json"), isFound);
    assert.ok(editor.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles"));
    folder.write("policy.json", openPolicy);
    editor.watched(folder.uri("policy.json"));
    await editor.published(folder.uri("policy.json"), isFound);
    folder.remove("policy.json");
    editor.watched(folder.uri("policy.json"));
    await editor.published(folder.uri("policy.json"), isEmpty);
    folder.remove("more");
    editor.watched(folder.uri("more"));
    await editor.published(folder.uri("more/policy.json"), isEmpty);
    folder.write("late/deep/policy.json", openPolicy);
    editor.watched(folder.uri("late"));
    await editor.published(folder.uri("late/deep/policy.json"), isFound);
  });

  it("are looked at again when a file that they ask for comes or goes", async (t) => {
    const folder = new Folder(t, { "package.json": `{ "name": "app", "dependencies": { "pg": "8.16.0" } }` });
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("package.json");
    const hasFinding = ({ diagnostics }: PublishDiagnosticsParams): boolean =>
      diagnostics.some(({ code }) => code === "supply-chain/no-lockfile");
    await editor.published(uri, hasFinding);
    folder.write("package-lock.json", "{}");
    editor.watched(folder.uri("package-lock.json"));
    await editor.published(uri, (publication) => !hasFinding(publication));
  });

  it("yield to what is open in the editor, until it is closed", async (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("policy.json");
    editor.open(uri, closedPolicy);
    assert.deepEqual(await editor.of(uri, 1), []);
    folder.write("policy.json", `${openPolicy}\n`);
    editor.watched(uri);
    editor.change(uri, 2, { text: `${closedPolicy}\n` });
    assert.deepEqual(await editor.of(uri, 2), []);
    editor.close(uri);
    await editor.published(uri, (publication) => isFound(publication) && publication.version === undefined);
  });

  it("follow handrail.json and the editor's settings", async (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    const editor = await Editor.on(t, { folders: [folder.root], settings: { rules: { "iam/admin-star": "info" } } });
    const uri = folder.uri("policy.json");
    const hasSeverity =
      (severity: number) =>
      ({ diagnostics }: PublishDiagnosticsParams): boolean =>
        diagnostics[0]?.severity === severity;
    await editor.published(uri, hasSeverity(3));
    folder.write("handrail.json", `{ "rules": { "iam/admin-star": "warning" } }`);
    editor.watched(folder.uri("handrail.json"));
    await editor.published(uri, hasSeverity(2));
    folder.write("handrail.json", `{ "exclude": ["policy.json"] }`);
    editor.watched(folder.uri("handrail.json"));
    await editor.published(uri, isEmpty);
  });

  it("come and go with their folders", async (t) => {
    const [one, two] = [new Folder(t, { "policy.json": openPolicy }), new Folder(t, { "policy.json": openPolicy })];
    const editor = await Editor.on(t, { folders: [one.root] });
    await editor.published(one.uri("policy.json"), isFound);
    const event = { added: [{ uri: two.uri(""), name: "two" }], removed: [{ uri: one.uri(""), name: "one" }] };
    editor.notify("workspace/didChangeWorkspaceFolders", { event });
    await editor.published(two.uri("policy.json"), isFound);
    await editor.published(one.uri("policy.json"), isEmpty);
  });

  it("that lead nowhere or in a circle do not stop the others", async (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy, "src/folder.json/policy.json": closedPolicy });
    fs.symlinkSync(folder.path("absent"), folder.path("broken.json"));
    fs.symlinkSync(folder.root, folder.path("src/circle"));
    const editor = await Editor.on(t, { folders: [folder.root] });
    await editor.published(folder.uri("policy.json"), isFound);
    await editor.hover(folder.uri("policy.json"), { line: 0, character: 0 });
    assert.deepEqual(editor.log, []);
  });
});
