import { TextDocument } from "vscode-languageserver-textdocument";
import type { ContentEdit } from "./event.ts";

/** The documents that are open in the editor, in the order in which they were last opened or edited. */
export class Documents {
  readonly #open = new Map<string, TextDocument>();
  readonly #lastEdits = new Map<string, number>();

  open(path: string, uri: string, version: number, text: string): void {
    this.#touch(path, TextDocument.create(uri, "", version, text));
  }

  /** The new text; undefined if the document is not open. */
  edit(path: string, version: number, edits: readonly ContentEdit[]): string | undefined {
    const document = this.#open.get(path);
    if (!document) return undefined;
    const last = edits.at(-1);
    if (last?.range) this.#lastEdits.set(path, document.offsetAt(last.range.start));
    this.#touch(path, TextDocument.update(document, [...edits], version));
    return document.getText();
  }

  /** The offset at which an open document was last edited. Undefined: it was not. */
  lastEdit(path: string): number | undefined {
    return this.#lastEdits.get(path);
  }

  close(path: string): boolean {
    this.#lastEdits.delete(path);
    return this.#open.delete(path);
  }

  get(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  has(path: string): boolean {
    return this.#open.has(path);
  }

  /** The last opened or edited one first. */
  paths(): string[] {
    return [...this.#open.keys()].reverse();
  }

  #touch(path: string, document: TextDocument): void {
    this.#open.delete(path);
    this.#open.set(path, document);
  }
}
