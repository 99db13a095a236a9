import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as vscode from "vscode";
import { picture, runAll, test } from "./collection.ts";
import { CREDENTIAL, testDialects } from "./dialects.ts";
import {
  actionsAt,
  apply,
  findingOf,
  findingsWhen,
  fixOf,
  gone,
  hoverAt,
  open,
  placeOf,
  revert,
  ruleOf,
  shown,
  uriOf,
} from "./editor.ts";
import expected from "./fixtures/expected.json";
import { testIam } from "./iam.ts";

const HANDLER = "src/list-photos.js";
const SQL = "injection/sql";
const PLANTED = `
const pool = require('mysql2/promise').createPool({});
export const planted = async (event) => {
  await pool.query(\`SELECT 1 FROM users WHERE id = \${event.queryStringParameters?.id}\`);
};
`;

test("the extension starts with the first file it knows", async () => {
  await open(HANDLER);
  const extension = vscode.extensions.getExtension("handrail.handrail");
  assert.ok(extension, "the extension is not installed");
  await extension.activate();
  assert.ok(extension.isActive);
});

for (const [file, list] of Object.entries(expected)) {
  test(`${file} shows exactly its findings`, async () => {
    const { document } = await open(file);
    await findingsWhen(document.uri, `${list.length} findings`, (found) => found.length === list.length).catch(
      () => {},
    );
    assert.deepEqual(shown(document), list);
  });
}

test("a finding links to its page and its trace leads from the request to the query", async () => {
  const { document } = await open(HANDLER);
  const finding = await findingOf(document.uri, SQL);
  assert.match(
    String(typeof finding.code === "object" && finding.code.target.path),
    /docs\/rules\/injection\/sql\.md$/,
  );
  const steps = (finding.relatedInformation ?? []).map(({ location }) => document.getText(location.range));
  assert.ok(steps.length >= 2, `the trace has ${steps.length} steps`);
  assert.match(steps[0] ?? "", /event/);
});

test("the window, for README", async () => {
  const editor = await open(HANDLER);
  const { range } = await findingOf(editor.document.uri, SQL);
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  await vscode.window.showTextDocument(editor.document);
  editor.selection = new vscode.Selection(range.start, range.start);
  await hoverAt(editor.document.uri, range.start);
  await vscode.commands.executeCommand("editor.action.showHover");
  await picture("editor.png");
});

test("hovering says why, and whose duty it is", async () => {
  const { document } = await open(HANDLER);
  const finding = await findingOf(document.uri, SQL);
  const text = await hoverAt(document.uri, finding.range.start);
  assert.match(text, /injection\/sql/);
  assert.match(text, /responsib|duty|your part/i);
});

test("a quick fix makes the finding go, and undoing brings it back", async () => {
  const editor = await open(HANDLER);
  const { document } = editor;
  await apply(await fixOf(document.uri, await findingOf(document.uri, SQL), "Pass the values as parameters"));
  await gone(document.uri, SQL);
  assert.match(document.getText(), /WHERE album_id = \?/);
  assert.doesNotThrow(() => new Function(document.getText().replaceAll(/^(import|export) .*/gm, "")));
  await vscode.commands.executeCommand("undo");
  await findingOf(document.uri, SQL);
  await revert(editor);
});

test("fix-all applies every safe fix of a template, which still reads as one", async () => {
  const editor = await open("template.yaml");
  const { document } = editor;
  const before = (await findingsWhen(document.uri, "any finding", (list) => list.length > 0)).length;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const [all] = await actionsAt(document.uri, whole, vscode.CodeActionKind.SourceFixAll.append("handrail"));
  assert.ok(all, "there is no fix-all");
  await apply(all);
  const after = await findingsWhen(document.uri, `fewer than ${before} findings`, (list) => list.length < before);
  assert.ok(!after.some((one) => ruleOf(one) === "handrail/unreadable"));
  await revert(editor);
});

test("a vulnerability appears as it is typed and goes when it is undone", async () => {
  const { document } = await open("src/authorizer.js");
  const before = shown(document).filter(({ rule }) => rule === SQL).length;
  assert.equal(before, 0);
  const edit = new vscode.WorkspaceEdit();
  const body =
    "  const pool = require('mysql2/promise').createPool({});\n  await pool.query(`SELECT 1 FROM users WHERE token = ${event.authorizationToken}`);\n";
  edit.insert(document.uri, placeOf(document, "  const token ="), body);
  assert.ok(await vscode.workspace.applyEdit(edit));
  await findingOf(document.uri, SQL);
  await vscode.commands.executeCommand("undo");
  await gone(document.uri, SQL);
  assert.ok(!document.isDirty, "undoing left a change");
});

test("a snippet of ours is offered, and what it writes has no finding", async () => {
  const uri = uriOf("src/from-snippet.js");
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  const { document } = await open("src/from-snippet.js");
  await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "javascript", name: "API handler" });
  assert.ok(document.getText().length > 0, "the snippet wrote nothing");
  // A flaw of a known kind after it: once that one shows, the whole file has been looked at.
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, document.positionAt(document.getText().length), PLANTED);
  assert.ok(await vscode.workspace.applyEdit(edit));
  const list = await findingsWhen(uri, SQL, (all) => all.some((one) => ruleOf(one) === SQL));
  assert.deepEqual(list.map(ruleOf), [SQL]);
  await document.save();
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  await vscode.workspace.fs.delete(uri);
});

test("a file that is not open is looked at again when it changes on the disk", async () => {
  const uri = uriOf("found-on-disk.yaml");
  const isSecret = (one: vscode.Diagnostic) => ruleOf(one) === "secrets/known-token";
  const secrets = (count: number) =>
    findingsWhen(uri, `${count} credentials`, (list) => list.filter(isSecret).length === count);
  fs.writeFileSync(uri.fsPath, `first: ${CREDENTIAL}\n`);
  await secrets(1);
  fs.writeFileSync(uri.fsPath, `first: ${CREDENTIAL}\nsecond: ${CREDENTIAL.replace("Z3", "Y4")}\n`);
  await secrets(2);
  fs.rmSync(uri.fsPath);
  await secrets(0);
});

testDialects();
testIam();

export function run(): Promise<void> {
  return runAll();
}
