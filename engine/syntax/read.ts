import { finish, type Task } from "../task.ts";
import type { SourceFile } from "../text/source.ts";
import { readTreeOf } from "./blocks-document.ts";
import type { Document } from "./document.ts";
import { readScript } from "./script.ts";
import { readText } from "./text.ts";

/** Which reader a path calls for; `.template` files are told apart by their first character. */
export type Language = "script" | "yaml" | "json" | "text";

const languages: Readonly<Record<string, Language>> = {
  js: "script",
  cjs: "script",
  mjs: "script",
  jsx: "script",
  ts: "script",
  cts: "script",
  mts: "script",
  tsx: "script",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  jsonc: "json",
  vtl: "text",
};

/** The language of a file by its name, or undefined for a file we do not read. */
export function languageOf(path: string, text = ""): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^\.env(\.|$)/.test(name)) return "text";
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (extension === "template") return /^\s*\{/.test(text.slice(0, 200)) ? "json" : "yaml";
  return /\.d\.[cm]?ts$/.test(name) ? undefined : languages[extension];
}

const documents = new WeakMap<SourceFile, Document>();
const predecessors = new WeakMap<SourceFile, SourceFile>();

/** Says that `next` is an edit of `previous`, so that reading it may begin from what was read then. */
export function continues(next: SourceFile, previous: SourceFile): void {
  const from = documents.has(previous) ? previous : predecessors.get(previous);
  if (from) predecessors.set(next, from);
}

/** What a file's text says, or undefined for a file we do not read. Never throws; what is wrong is in `problems`. */
export const readDocument = (file: SourceFile): Document | undefined => finish(readTree(file));

/** The same in steps: a large YAML or JSON file takes longer than one wants to wait. */
export function* readTree(file: SourceFile): Task<Document | undefined> {
  const known = documents.get(file);
  if (known) return known;
  const before = predecessors.get(file);
  const document = yield* read(file, before && documents.get(before));
  if (!document) return undefined;
  predecessors.delete(file);
  // Somebody may have read it at once meanwhile.
  const first = documents.get(file) ?? document;
  documents.set(file, first);
  return first;
}

/** Forgets what was read: it is read again when it is asked for. What was made of it goes with it. */
export const forget = (file: SourceFile): void => void documents.delete(file);

function* read(file: SourceFile, previous: Document | undefined): Task<Document | undefined> {
  const language = languageOf(file.path, file.text);
  switch (language) {
    case "script":
      return readScript(file, previous?.language === "script" ? previous : undefined);
    case "yaml":
    case "json":
      return yield* readTreeOf(file, language, previous?.language === language ? previous : undefined);
    case "text":
      return readText(file);
    default:
      return undefined;
  }
}
