import type { Diagnostic, PublishDiagnosticsParams } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Publication } from "./loop.ts";

interface Last {
  readonly document: TextDocument | undefined;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Last = { document: undefined, version: undefined, diagnostics: [] };

/** Sends the diagnostics of a file if they are news: they differ from the last ones, or belong to another version of an open document. */
export class Publisher {
  readonly #last = new Map<string, Last>();
  readonly #view: (publication: Publication) => Diagnostic[];
  readonly #uriOf: (path: string) => string;
  readonly #send: (params: PublishDiagnosticsParams) => void;

  constructor(
    view: (publication: Publication) => Diagnostic[],
    uriOf: (path: string) => string,
    send: (params: PublishDiagnosticsParams) => void,
  ) {
    this.#view = view;
    this.#uriOf = uriOf;
    this.#send = send;
  }

  publish(publication: Publication): void {
    const { path, document } = publication;
    const diagnostics = this.#view(publication);
    const last = this.#last.get(path) ?? nothing;
    const now: Last = { document, version: document?.version, diagnostics };
    if (diagnostics.length === 0 && !document) this.#last.delete(path);
    else this.#last.set(path, now);
    if ((!document || isSameVersion(now, last)) && isSameContent(now, last)) return;
    const uri = this.#uriOf(path);
    this.#send(document ? { uri, version: document.version, diagnostics } : { uri, diagnostics });
  }
}

const isSameContent = (a: Last, b: Last): boolean => JSON.stringify(a.diagnostics) === JSON.stringify(b.diagnostics);

const isSameVersion = (a: Last, b: Last): boolean => a.document === b.document && a.version === b.version;
