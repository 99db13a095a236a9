import * as vscode from "vscode";
import { within } from "./collection.ts";

const LIMIT = 15_000;

export interface Shown {
  readonly rule: string;
  readonly line: number;
  /** The text under the squiggle. */
  readonly text: string;
  readonly message: string;
}

/** The file of the workspace, shown in the editor. */
export async function open(relative: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(relative)), { preview: false });
}

export function uriOf(relative: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("no folder is open");
  return vscode.Uri.joinPath(folder.uri, relative);
}

/** Our diagnostics of a file, in the command line's order: by place, then by rule. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "handrail");
  return ours.sort(
    (a, b) => a.range.start.compareTo(b.range.start) || a.range.end.compareTo(b.range.end) || byRule(a, b),
  );
}

function byRule(a: vscode.Diagnostic, b: vscode.Diagnostic): number {
  return ruleOf(a) < ruleOf(b) ? -1 : Number(ruleOf(a) !== ruleOf(b));
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

export function shown(document: vscode.TextDocument): Shown[] {
  return findings(document.uri).map((finding) => ({
    rule: ruleOf(finding),
    line: finding.range.start.line + 1,
    text: document.getText(finding.range),
    message: finding.message,
  }));
}

/** Our diagnostics of a file as soon as `isIt` holds for them. */
export function findingsWhen(
  uri: vscode.Uri,
  what: string,
  isIt: (list: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  let listener: vscode.Disposable | undefined;
  const held = new Promise<vscode.Diagnostic[]>((resolve) => {
    const look = () => {
      const list = findings(uri);
      if (isIt(list)) resolve(list);
    };
    listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
  const told = () => `${what} in ${uri.path}; there is ${JSON.stringify(findings(uri).map(ruleOf))}`;
  return within(LIMIT, told, held).finally(() => listener?.dispose());
}

export function findingOf(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return findingsWhen(uri, `'${rule}'`, (list) => list.some((one) => ruleOf(one) === rule)).then((list) => {
    const found = list.find((one) => ruleOf(one) === rule);
    if (!found) throw new Error(`'${rule}' is gone again`);
    return found;
  });
}

export function gone(uri: vscode.Uri, rule: string): Promise<unknown> {
  return findingsWhen(uri, `no more '${rule}'`, (list) => !list.some((one) => ruleOf(one) === rule));
}

/** The quick fix of that title at a finding. VS Code does not tell which finding an action is for. */
export async function fixOf(uri: vscode.Uri, finding: vscode.Diagnostic, title: string): Promise<vscode.CodeAction> {
  const actions = await actionsAt(uri, finding.range, vscode.CodeActionKind.QuickFix);
  const found = actions.find((action) => action.title === title);
  if (!found)
    throw new Error(`no quick fix '${title}'; there is ${JSON.stringify(actions.map((action) => action.title))}`);
  return found;
}

export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    kind.value,
    50,
  );
}

export async function apply({ title, edit }: vscode.CodeAction): Promise<void> {
  if (!edit || !(await vscode.workspace.applyEdit(edit))) throw new Error(`'${title}' could not be applied`);
}

export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (typeof content === "string" ? content : content.value)).join("\n");
}

/** Takes back what a test did to a file that was never saved. */
export async function revert(editor: vscode.TextEditor): Promise<void> {
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`'${text}' is not in ${document.uri.path}`);
  return document.positionAt(offset);
}
