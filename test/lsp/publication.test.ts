import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Folder } from "../workspace.ts";
import { changeOf, Editor, range } from "./editor.ts";
import { closedHandler, closedPolicy, openHandler, openPolicy } from "./samples.ts";

const timeout = 30_000;

async function opened(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = new Folder(t, {});
  const editor = await Editor.on(t, { folders: [folder.root] });
  for (const [name, text] of Object.entries(files)) {
    editor.open(folder.uri(name), text);
    await editor.of(folder.uri(name), 1);
  }
  return { editor, uriOf: (name: string) => folder.uri(name) };
}

/** The versions published so far; a question that is answered after them shows that nothing more is under way. */
async function versions(editor: Editor, uri: string): Promise<(number | undefined)[]> {
  await editor.hover(uri, { line: 0, character: 0 });
  return editor.publications.filter((publication) => publication.uri === uri).map(({ version }) => version);
}

describe("publication", { timeout }, () => {
  it("of three edits that come together is one, of the last version", async (t) => {
    const { editor, uriOf } = await opened(t, { "handler.js": closedHandler });
    const uri = uriOf("handler.js");
    editor.wire.send(
      changeOf(uri, 2, { text: openHandler }),
      changeOf(uri, 3, { range: range(1, 1, 1), text: "\n" }),
      changeOf(uri, 4, { range: range(1, 1, 1), text: "\n" }),
    );
    const diagnostics = await editor.of(uri, 4);
    assert.deepEqual(
      diagnostics.map((diagnostic) => diagnostic.range.start.line),
      [6],
    );
    assert.deepEqual(await versions(editor, uri), [1, 4]);
  });

  it("of edits that come together with the opening is one", async (t) => {
    const { editor, uriOf } = await opened(t, {});
    const uri = uriOf("policy.json");
    const textDocument = { uri, languageId: "json", version: 1, text: openPolicy };
    editor.wire.send(
      { method: "textDocument/didOpen", params: { textDocument } },
      changeOf(uri, 2, { text: closedPolicy }),
    );
    assert.deepEqual(await editor.of(uri, 2), []);
    assert.deepEqual(await versions(editor, uri), [2]);
  });

  it("loses nothing when one file's run is overtaken by another's edit", async (t) => {
    const { editor, uriOf } = await opened(t, { "handler.js": closedHandler, "policy.json": closedPolicy });
    const [a, b] = [uriOf("handler.js"), uriOf("policy.json")];
    editor.wire.send(changeOf(a, 2, { text: openHandler }), changeOf(b, 2, { text: openPolicy }));
    assert.equal((await editor.of(a, 2)).length, 1);
    assert.equal((await editor.of(b, 2)).length, 1);
  });

  it("loses nothing while another file is edited on and on", async (t) => {
    const { editor, uriOf } = await opened(t, { "handler.js": closedHandler, "policy.json": closedPolicy });
    const [a, b] = [uriOf("handler.js"), uriOf("policy.json")];
    editor.change(a, 2, { text: openHandler.repeat(50) });
    for (let version = 2; version < 40; version++) editor.change(b, version, { range: range(1, 2, 2), text: " " });
    editor.change(b, 40, { text: openPolicy });
    assert.equal((await editor.of(b, 40)).length, 1);
    assert.ok((await editor.of(a, 2)).length > 0);
    const last = (await versions(editor, b)).at(-1);
    assert.equal(last, 40);
  });

  it("of an open document comes for each version, even if nothing else is new", async (t) => {
    const { editor, uriOf } = await opened(t, { "policy.json": closedPolicy });
    const uri = uriOf("policy.json");
    editor.change(uri, 2, { range: range(6, 2, 2), text: " " });
    assert.deepEqual(await editor.of(uri, 2), []);
  });

  it("is not made again where nothing is new", async (t) => {
    const { editor, uriOf } = await opened(t, { "policy.json": openPolicy, "handler.js": closedHandler });
    editor.change(uriOf("handler.js"), 2, { text: openHandler });
    await editor.of(uriOf("handler.js"), 2);
    assert.deepEqual(await versions(editor, uriOf("policy.json")), [1]);
  });

  it("takes the diagnostics of a closed document that is not on disk away", async (t) => {
    const { editor, uriOf } = await opened(t, { "policy.json": openPolicy });
    const uri = uriOf("policy.json");
    editor.close(uri);
    await editor.published(uri, ({ version, diagnostics }) => version === undefined && diagnostics.length === 0);
    editor.open(uri, openPolicy);
    assert.deepEqual(
      (await editor.of(uri, 1)).map((diagnostic) => diagnostic.code),
      ["iam/admin-star"],
    );
  });
});
