import {
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type Command,
  type CompletionItem,
  CompletionItemKind,
  type CreateFile,
  type DefinitionLink,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  InsertTextFormat,
  InsertTextMode,
  type Location,
  type Hover as LspHover,
  type TextEdit as LspTextEdit,
  MarkupKind,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import { pageOf } from "../disk/installed.ts";
import type { Completion, CompletionKind } from "../engine/assist/completion.ts";
import type { Definition } from "../engine/assist/definition.ts";
import type { Lens, LensAction } from "../engine/assist/lenses.ts";
import type { Workspace } from "../engine/host.ts";
import type { Finding, Fix, Hover, Severity } from "../engine/rule/finding.ts";
import type { TextEdit } from "../engine/text/edit.ts";
import { positionAt } from "../engine/text/lines.ts";
import type { Place, SourceFile, Span } from "../engine/text/source.ts";
import type { Documents } from "./documents.ts";
import { type Client, tightenCommand } from "./from-lsp.ts";
import type { Publication } from "./loop.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.handrail`;

/** A command of our own extension: it lists places beside the line. */
const showCommand = "handrail.show";

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const completionKinds: Record<CompletionKind, CompletionItemKind> = {
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  operator: CompletionItemKind.Operator,
  condition: CompletionItemKind.Field,
  resource: CompletionItemKind.Reference,
  template: CompletionItemKind.Snippet,
};

const origin: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Engine values as the editor wants them, for the documents that it has open. */
export class View {
  readonly #client: Client;
  readonly #documents: Documents;

  constructor(client: Client, documents: Documents) {
    this.#client = client;
    this.#documents = documents;
  }

  /** An open document goes by the URI that the editor gave it, whose spelling is the editor's own affair. */
  uriOf(path: string): string {
    const open = this.#documents.get(path)?.uri;
    if (open !== undefined) return open;
    return /^(?:\/|[a-z]:\/)/i.test(path) ? URI.file(path).toString() : path;
  }

  diagnostics({ findings, more, document, workspace }: Publication): Diagnostic[] {
    const all = findings.map((finding) => this.#diagnostic(finding, workspace, document));
    const message = `${more} more findings of this file are not shown; 'handrail check' lists them all`;
    return more === 0
      ? all
      : [...all, { range: origin, severity: DiagnosticSeverity.Information, source: "handrail", message }];
  }

  #diagnostic(finding: Finding, workspace: Workspace, document: TextDocument | undefined): Diagnostic {
    const page = pageOf(finding.rule);
    const related = finding.trace.map((step) => this.#related(step.at, step.message, workspace));
    return {
      range: document ? rangeOf(document, finding.at.span) : rangeIn(workspace, finding.at),
      severity: severities[finding.severity],
      source: "handrail",
      code: finding.rule,
      ...(page ? { codeDescription: { href: page } } : {}),
      message: finding.construct === undefined ? finding.message : `${finding.message} (in ${finding.construct})`,
      ...(related.length > 0 ? { relatedInformation: related } : {}),
    };
  }

  #related(at: Place, message: string, workspace: Workspace): DiagnosticRelatedInformation {
    return { location: this.#location(at, workspace), message };
  }

  hover(hover: Hover, workspace: Workspace): LspHover {
    return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeIn(workspace, hover.at) };
  }

  completion(completion: Completion, path: string, workspace: Workspace): CompletionItem {
    const { label, kind, detail, markdown, edit, isSnippet, filter, order, leadsOn } = completion;
    const isFilled = isSnippet && !this.#client.takesSnippets;
    const at = rangeIn(workspace, { path, span: edit.span });
    return {
      label,
      kind: completionKinds[kind],
      ...(detail === undefined ? {} : { detail }),
      ...(markdown === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: markdown } }),
      textEdit: { range: at, newText: isFilled ? withoutPlaces(edit.text) : edit.text },
      ...(isSnippet && !isFilled
        ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
        : {}),
      filterText: filter,
      sortText: order,
      ...(leadsOn && this.#client.hasCommands
        ? { command: { title: "Suggest what follows", command: "editor.action.triggerSuggest" } }
        : {}),
    };
  }

  definition(found: readonly Definition[], workspace: Workspace): Location[] | DefinitionLink[] {
    const locations = found.map(({ to }) => this.#location(to, workspace));
    if (!this.#client.takesLinks) return locations;
    return found.map(({ from, to }) => {
      const at = rangeIn(workspace, to);
      const target = { targetUri: this.uriOf(to.path), targetRange: at, targetSelectionRange: at };
      return { originSelectionRange: rangeIn(workspace, from), ...target };
    });
  }

  #location(at: Place, workspace: Workspace): Location {
    return { uri: this.uriOf(at.path), range: rangeIn(workspace, at) };
  }

  /** Only our own extension can show places; any editor can have a policy tightened. */
  lens({ at, title, action }: Lens, workspace: Workspace): CodeLens {
    const place = rangeIn(workspace, at);
    return { range: place, command: { title, ...this.#lensCommand(at, action, workspace) } };
  }

  #lensCommand(at: Place, action: LensAction | undefined, workspace: Workspace): Omit<Command, "title"> {
    if (action?.kind === "tighten")
      return { command: tightenCommand, arguments: [this.uriOf(action.template), action.name] };
    if (action === undefined || !this.#client.hasCommands) return { command: "" };
    const places = action.places.map((one) => this.#location(one, workspace));
    return { command: showCommand, arguments: [this.uriOf(at.path), rangeIn(workspace, at).start, places] };
  }

  /** Undefined if there is nothing to be done, or the editor cannot carry it out. */
  edit(edits: EditsByPath, workspace: Workspace): WorkspaceEdit | undefined {
    return edits.size > 0 ? this.#workspaceEdit(edits, workspace) : undefined;
  }

  /** Undefined if the editor cannot carry the fix out. */
  quickFix(
    fix: Fix,
    isPreferred: boolean,
    diagnostics: readonly Diagnostic[],
    workspace: Workspace,
  ): CodeAction | undefined {
    const edit = this.#workspaceEdit(fix.edits, workspace);
    const cured = diagnostics.filter((diagnostic) => diagnostic.code === fix.rule);
    return edit && { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: cured, isPreferred, edit };
  }

  /** One action for all fixes; undefined if there are none that the editor can carry out. */
  fixAll(edits: EditsByPath, workspace: Workspace): CodeAction | undefined {
    const edit = edits.size > 0 ? this.#workspaceEdit(edits, workspace) : undefined;
    return edit && { title: "Apply all safe fixes of Handrail", kind: fixAllKind, edit };
  }

  #workspaceEdit(edits: EditsByPath, workspace: Workspace): WorkspaceEdit | undefined {
    const created = [...edits.keys()].filter((path) => !workspace.files.has(path) && !workspace.names.has(path));
    if (created.length > 0 && !(this.#client.takesVersionedEdits && this.#client.createsFiles)) return undefined;
    if (!this.#client.takesVersionedEdits) return { changes: this.#plainChanges(edits, workspace) };
    const creations: CreateFile[] = created.map((path) => ({
      kind: "create",
      uri: this.uriOf(path),
      options: { ignoreIfExists: true },
    }));
    const changes = [...edits].map(([path, list]) => this.#documentEdit(path, list, workspace));
    return { documentChanges: [...creations, ...changes] };
  }

  #plainChanges(edits: EditsByPath, workspace: Workspace): Record<string, LspTextEdit[]> {
    return Object.fromEntries(
      [...edits].map(([path, list]) => [this.uriOf(path), lspEdits(list, workspace.files.get(path))]),
    );
  }

  #documentEdit(path: string, edits: readonly TextEdit[], workspace: Workspace): TextDocumentEdit {
    const version = this.#documents.get(path)?.version ?? null;
    return { textDocument: { uri: this.uriOf(path), version }, edits: lspEdits(edits, workspace.files.get(path)) };
  }
}

/** A snippet for an editor that knows none: the names of its places stand in them. */
const withoutPlaces = (snippet: string): string =>
  snippet
    .replace(/(?<!\\)\$(?:\{\d+:([^{}]*)\}|\d+)/g, (_, name: string | undefined) => name ?? "")
    .replace(/\\([\\$}])/g, "$1");

type EditsByPath = ReadonlyMap<string, readonly TextEdit[]>;

const lspEdits = (edits: readonly TextEdit[], file: SourceFile | undefined): LspTextEdit[] =>
  edits.map((edit) => ({ range: file ? range(file, edit.span) : origin, newText: edit.text }));

function rangeIn(workspace: Workspace, at: Place): Range {
  const file = workspace.files.get(at.path);
  return file ? range(file, at.span) : origin;
}

/** An open document keeps the table of its lines from edit to edit. */
const rangeOf = (document: TextDocument, span: Span): Range => ({
  start: document.positionAt(span.start),
  end: document.positionAt(span.end),
});

const range = (file: SourceFile, span: Span): Range => ({
  start: positionAt(file, span.start),
  end: positionAt(file, span.end),
});
