import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Folder } from "../workspace.ts";
import { Editor } from "./editor.ts";
import { openPolicy } from "./samples.ts";

const timeout = 30_000;

describe("the server's life", { timeout }, () => {
  it("says what it can do", async (t) => {
    const { capabilities, serverInfo } = await new Editor(t).initialize();
    assert.deepEqual(capabilities, {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll", "source.fixAll.handrail"] },
      hoverProvider: true,
      definitionProvider: true,
      codeLensProvider: {},
      executeCommandProvider: { commands: ["handrail.tighten"] },
      completionProvider: { triggerCharacters: [":", '"', "'", " ", "[", "{", "$"] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
    assert.equal(serverInfo?.name, "Handrail");
  });

  it("ends with 0 after shutdown and exit", async (t) => {
    const editor = await Editor.on(t);
    assert.equal(await editor.shutdown(), 0);
  });

  it("ends with 1 after exit alone", async (t) => {
    const editor = await Editor.on(t);
    editor.notify("exit", undefined);
    assert.equal(await editor.wire.exit, 1);
  });

  it("ends with 1 when the editor is gone", async (t) => {
    const editor = await Editor.on(t);
    editor.wire.hangUp();
    assert.equal(await editor.wire.exit, 1);
  });

  it("goes on after messages that make no sense", async (t) => {
    const editor = await Editor.on(t);
    const uri = "file:///nowhere/policy.json";
    const unknown = await editor.request("textDocument/doesNotExist", {});
    assert.equal(unknown.error?.code, -32601);
    assert.equal((await editor.request("initialize", { capabilities: {} })).error?.code, -32600);
    assert.equal((await editor.request("textDocument/hover", {})).result, null);
    assert.equal((await editor.request("textDocument/codeAction", { textDocument: null, range: null })).result, null);
    assert.equal(
      (await editor.request("textDocument/hover", { textDocument: { uri }, position: { line: 1e9, character: -4 } }))
        .result,
      null,
    );
    editor.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: "x" }] });
    editor.notify("textDocument/didOpen", {});
    editor.notify("textDocument/didClose", { textDocument: { uri: "untitled:never" } });
    editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: ":::", type: 9 }] });
    editor.wire.raw("{ this is not JSON");
    editor.open(uri, openPolicy);
    assert.equal((await editor.of(uri, 1)).length, 1);
  });

  it("takes documents that are no files", async (t) => {
    const editor = await Editor.on(t);
    editor.open("untitled:policy.json", openPolicy);
    assert.deepEqual(
      (await editor.of("untitled:policy.json", 1)).map((diagnostic) => diagnostic.code),
      ["iam/admin-star"],
    );
  });

  it("works without a single capability of the editor", async (t) => {
    const folder = new Folder(t, { "policy.json": openPolicy });
    const editor = await Editor.on(t, { folders: [folder.root], capabilities: {} });
    editor.notify("workspace/didChangeConfiguration", { settings: { handrail: {} } });
    await editor.published(folder.uri("policy.json"), ({ diagnostics }) => diagnostics.length === 1);
    assert.deepEqual(editor.registrations, []);
  });
});
