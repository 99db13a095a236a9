import assert from "node:assert/strict";
import * as vscode from "vscode";
import { picture, test, within } from "./collection.ts";
import { findingOf, gone, hoverAt, open, placeOf, revert, uriOf } from "./editor.ts";

const TEMPLATE = "dialects/iam/template.yaml";
const HANDLER = "dialects/iam/src/save-photo.mjs";
const RULE = "iam/unused-grant";
const LIMIT = 15_000;

/** Lenses, hovers, completion, definitions and the tightening of a policy, on a function that may do more than it does. */
export function testIam(): void {
  test("lenses over a function say what it calls and may do", async () => {
    const { document } = await open(TEMPLATE);
    assert.deepEqual(await lensTitles(document.uri, 3), ["2 calls", "6 actions granted", "tighten"]);
  });

  test("lenses over a handler say what runs it, as whom, and what nothing uses", async () => {
    const { document } = await open(HANDLER);
    assert.deepEqual(await lensTitles(document.uri, 3), [
      "SavePhoto: PUT /photos/{id}",
      "a role of its own",
      "4 grants unused",
    ]);
  });

  test("the lens of a trigger leads to the event in the template", async () => {
    const { document } = await open(HANDLER);
    const [lens] = await lensesOf(document.uri, 3);
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.path, uriOf(TEMPLATE).path);
    assert.equal(editor.document.lineAt(editor.selection.active.line).text, "          Type: Api");
  });

  test("hovering over an action says what it does, over a handler what it may do", async () => {
    const template = await open(TEMPLATE);
    const action = await hoverAt(template.document.uri, placeOf(template.document, "dynamodb:PutItem"));
    assert.match(action, /\*\*dynamodb:PutItem\*\* · writes/);
    const { document } = await open(HANDLER);
    const table = await hoverAt(document.uri, placeOf(document, "handler ="));
    assert.match(table, /\| used \| `dynamodb:PutItem` \| `table\/\$\{Photos\}` \| save-photo\.mjs:11 \|/);
    assert.match(table, /\| unused \| `sqs:SendMessage` \|/);
  });

  test("definitions lead from the template to the handler, back, and from a variable to its table", async () => {
    const template = await open(TEMPLATE);
    const { document } = await open(HANDLER);
    assert.deepEqual(await definitions(template.document, "save-photo.handler"), ["handler"]);
    assert.deepEqual(await definitions(document, "handler ="), ["SavePhoto"]);
    assert.deepEqual(await definitions(document, "TABLE,"), ["TABLE", "Photos"]);
  });

  test("actions are suggested while they are typed, those that the code needs first", async () => {
    const editor = await open(TEMPLATE);
    const { document } = editor;
    const line = placeOf(document, "                - dynamodb:PutItem");
    await edit(document, new vscode.Range(line, line), "                - dynamodb:\n");
    const at = document.lineAt(line.line).range.end;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const ours = list.items.filter(({ label }) => String(label).startsWith("dynamodb:"));
    const [first] = ours.sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
    assert.equal(first?.label, "dynamodb:PutItem");
    assert.ok(ours.some(({ label }) => label === "dynamodb:Query"));
    await revert(editor);
  });

  test("the window with lenses and the table, for README", async () => {
    for (const part of ["closeAllEditors", "closePanel", "closeSidebar"])
      await vscode.commands.executeCommand(`workbench.action.${part}`);
    const template = await vscode.workspace.openTextDocument(uriOf(TEMPLATE));
    await open(HANDLER);
    await vscode.window.showTextDocument(template, { viewColumn: vscode.ViewColumn.Two });
    await findingOf(template.uri, RULE);
    // lenses of an editor that loses the focus are painted no more
    await picture("functions.png", { ".codelens-decoration": 2 });
    const code = await vscode.workspace.openTextDocument(uriOf(HANDLER));
    const shown = await vscode.window.showTextDocument(code, { viewColumn: vscode.ViewColumn.One });
    const at = placeOf(code, "handler =");
    shown.selection = new vscode.Selection(at, at);
    await hoverAt(code.uri, at);
    await vscode.commands.executeCommand("editor.action.showHover");
    await picture("functions.png", { ".codelens-decoration": 2 });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("the lens that tightens takes away every grant that nothing uses", async () => {
    const editor = await open(TEMPLATE);
    const { document } = editor;
    await findingOf(document.uri, RULE);
    const lens = (await lensesOf(document.uri, 3)).find(({ command }) => command?.title === "tighten");
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await gone(document.uri, RULE);
    assert.deepEqual(
      [...document.getText().matchAll(/\b(?:dynamodb|s3|sqs):\w+/g)].map(([action]) => action),
      ["dynamodb:PutItem", "s3:GetObject"],
    );
    assert.deepEqual(await lensTitles(document.uri, 2), ["2 calls", "2 actions granted"]);
    await revert(editor);
    await findingOf(document.uri, RULE);
  });
}

/** The lenses of a file as soon as there are so many. */
function lensesOf(uri: vscode.Uri, count: number): Promise<vscode.CodeLens[]> {
  let seen: vscode.CodeLens[] = [];
  const held = async (): Promise<vscode.CodeLens[]> => {
    for (;;) {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 50);
      seen = found.filter(({ command }) => command !== undefined);
      if (seen.length === count) return seen;
    }
  };
  const told = () =>
    `${count} lenses in ${uri.path}; there is ${JSON.stringify(seen.map(({ command }) => command?.title))}`;
  return within(LIMIT, told, held());
}

const lensTitles = async (uri: vscode.Uri, count: number): Promise<(string | undefined)[]> =>
  (await lensesOf(uri, count)).map(({ command }) => command?.title);

/** The words that a word's definitions stand at. */
async function definitions(document: vscode.TextDocument, text: string): Promise<string[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    "vscode.executeDefinitionProvider",
    document.uri,
    placeOf(document, text).translate(0, 1),
  );
  const ours = found.map((one) =>
    "targetUri" in one ? { uri: one.targetUri, range: one.targetSelectionRange ?? one.targetRange } : one,
  );
  const texts = ours.map(async ({ uri, range }) => (await vscode.workspace.openTextDocument(uri)).getText(range));
  return Promise.all(texts);
}

async function edit({ uri }: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(change));
}
