import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { CodeAction, TextDocumentEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Folder } from "../workspace.ts";
import { Editor, range } from "./editor.ts";
import { boundQuery, openHandler, openPolicy, openQuery } from "./samples.ts";

const timeout = 30_000;

async function opened(t: TestContext, name: string, text: string) {
  const folder = new Folder(t, {});
  const editor = await Editor.on(t, { folders: [folder.root] });
  editor.open(folder.uri(name), text);
  const diagnostics = await editor.of(folder.uri(name), 1);
  return { editor, uri: folder.uri(name), diagnostics };
}

/** The text of the one document that an action edits, after it. */
function applied(action: CodeAction, uri: string, text: string): string {
  const [edit, ...more] = (action.edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual(more, []);
  assert.deepEqual(edit?.textDocument, { uri, version: 1 });
  return TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), edit?.edits as never);
}

describe("code actions", { timeout }, () => {
  it("cure a finding, bound to the version that they were made for", async (t) => {
    const { editor, uri, diagnostics } = await opened(t, "policy.json", openPolicy);
    const [first] = diagnostics;
    assert.ok(first);
    const actions = await editor.codeActions(uri, first.range, { diagnostics });
    const [action] = actions;
    assert.ok(action);
    assert.equal(action.kind, "quickfix");
    assert.deepEqual(action.diagnostics, [first]);
    editor.change(uri, 2, { text: applied(action, uri, openPolicy) });
    assert.deepEqual(await editor.of(uri, 2), []);
  });

  it("rewrite a query with its values beside it", async (t) => {
    const { editor, uri, diagnostics } = await opened(t, "users.js", openQuery);
    const actions = await editor.codeActions(uri, diagnostics[0]?.range ?? range(1, 1, 1), { diagnostics });
    const action = actions.find(({ title }) => title === "Pass the values as parameters");
    assert.ok(action);
    assert.equal(applied(action, uri, openQuery), boundQuery);
    editor.change(uri, 2, { text: boundQuery });
    assert.deepEqual(await editor.of(uri, 2), []);
  });

  it("are there only where the findings are", async (t) => {
    const { editor, uri } = await opened(t, "policy.json", openPolicy);
    assert.deepEqual(await editor.codeActions(uri, range(2, 3, 3)), []);
  });

  it("are of the kinds that are asked for", async (t) => {
    const { editor, uri } = await opened(t, "policy.json", openPolicy);
    const kinds = async (...only: string[]) =>
      (await editor.codeActions(uri, range(4, 36, 39), { only })).map((action) => action.kind);
    assert.deepEqual(new Set(await kinds("quickfix")), new Set(["quickfix"]));
    assert.deepEqual(await kinds("refactor"), []);
    assert.deepEqual(await kinds("quickfix.other"), []);
  });

  it("record why a finding does not count", async (t) => {
    const { editor, uri, diagnostics } = await opened(t, "handler.js", openHandler);
    const actions = await editor.codeActions(uri, diagnostics[0]?.range ?? range(1, 1, 1), { diagnostics });
    const action = actions.find(({ title }) => title === "Ignore 'injection/command' here, because …");
    assert.ok(action);
    assert.notEqual(action.isPreferred, true);
    const marked = applied(action, uri, openHandler);
    editor.change(uri, 2, { text: marked });
    assert.deepEqual(
      (await editor.of(uri, 2)).map(({ code }) => code),
      ["handrail/missing-reason"],
    );
    editor.change(uri, 3, { text: marked.replace("because …", "runs in a sandbox") });
    assert.deepEqual(await editor.of(uri, 3), []);
  });

  it("apply all safe fixes at once", async (t) => {
    const text = `// handrail-ignore injection/sql: gone\nexports.a = 1;\n// handrail-ignore injection/command: gone too\nexports.b = 2;\n`;
    const { editor, uri, diagnostics } = await opened(t, "handler.js", text);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["handrail/unused-suppression", "handrail/unused-suppression"],
    );
    for (const only of ["source.fixAll.handrail", "source.fixAll", "source"]) {
      const [action, ...more] = await editor.codeActions(uri, range(1, 1, 1), { only: [only] });
      assert.deepEqual(more, []);
      assert.equal(action?.kind, "source.fixAll.handrail");
      assert.equal(applied(action, uri, text), "exports.a = 1;\nexports.b = 2;\n");
    }
  });
});

describe("code actions that make a file", { timeout }, () => {
  const manifest = `{ "name": "app", "dependencies": { "pg": "8.16.0" } }`;

  /** The quick fixes of the update-bot finding in an editor of these abilities. */
  async function fixes(t: TestContext, workspaceEdit: { documentChanges?: boolean; resourceOperations?: ["create"] }) {
    const folder = new Folder(t, { "package-lock.json": "{}" });
    const editor = await Editor.on(t, { folders: [folder.root], capabilities: { workspace: { workspaceEdit } } });
    editor.notify("workspace/didChangeConfiguration", { settings: {} });
    const uri = folder.uri("package.json");
    editor.open(uri, manifest);
    const isBot = ({ code }: { code?: unknown }): boolean => code === "supply-chain/no-update-bot";
    const diagnostics = await editor.published(uri, (publication) => publication.diagnostics.some(isBot));
    const actions = await editor.codeActions(uri, diagnostics.find(isBot)?.range ?? range(1, 1, 1), { diagnostics });
    return { made: folder.uri(".github/dependabot.yml"), actions };
  }

  it("create it first, then fill it", async (t) => {
    const { made, actions } = await fixes(t, { documentChanges: true, resourceOperations: ["create"] });
    const changes = actions.map(({ edit }) => edit?.documentChanges ?? []).find(([first]) => first && "kind" in first);
    const [creation, filling] = changes ?? [];
    assert.deepEqual(creation, { kind: "create", uri: made, options: { ignoreIfExists: true } });
    assert.deepEqual((filling as TextDocumentEdit).textDocument, { uri: made, version: null });
    const [edit] = (filling as TextDocumentEdit).edits;
    assert.match(edit && "newText" in edit ? edit.newText : "", /^version: 2\n/);
  });

  it("are kept from an editor that cannot create files", async (t) => {
    const { made, actions } = await fixes(t, { documentChanges: true });
    assert.ok(!JSON.stringify(actions).includes(made));
  });
});

describe("hover", { timeout }, () => {
  it("says why a finding matters and who is responsible", async (t) => {
    const { editor, uri } = await opened(t, "handler.js", openHandler);
    const hover = await editor.hover(uri, { line: 4, character: 5 });
    assert.ok(hover);
    assert.deepEqual(hover.range, range(5, 3, 30));
    const { kind, value } = hover.contents as { kind: string; value: string };
    assert.equal(kind, "markdown");
    assert.match(value, /^\*\*injection\/command\*\*/);
    assert.match(value, /Your responsibility: application code security/);
  });

  it("is silent elsewhere", async (t) => {
    const { editor, uri } = await opened(t, "handler.js", openHandler);
    assert.equal(await editor.hover(uri, { line: 0, character: 0 }), null);
  });
});
