import { memo } from "../memo.ts";
import type { SourceFile } from "../text/source.ts";
import type { Document, ScriptDocument } from "./document.ts";
import { readJson } from "./json.ts";
import { readScript } from "./script.ts";
import { readText } from "./text.ts";
import { readYaml } from "./yaml.ts";

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
};

/** The language of a file by its name, or undefined for a file we do not read. */
export function languageOf(path: string, text = ""): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^\.env(\.|$)/.test(name)) return "text";
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (extension === "template") return /^\s*\{/.test(text.slice(0, 200)) ? "json" : "yaml";
  return /\.d\.[cm]?ts$/.test(name) ? undefined : languages[extension];
}

const scripts = new WeakMap<SourceFile, ScriptDocument>();
const predecessors = new WeakMap<SourceFile, SourceFile>();

/** Says that `next` is an edit of `previous`, so that reading it may begin from what was read then. */
export function continues(next: SourceFile, previous: SourceFile): void {
  const from = scripts.has(previous) ? previous : predecessors.get(previous);
  if (from) predecessors.set(next, from);
}

/** What a file's text says, or undefined for a file we do not read. Never throws; what is wrong is in `problems`. */
export const readDocument = memo((file: SourceFile): Document | undefined => {
  switch (languageOf(file.path, file.text)) {
    case "script":
      return readAsScript(file);
    case "yaml":
      return readYaml(file);
    case "json":
      return readJson(file);
    case "text":
      return readText(file);
    default:
      return undefined;
  }
});

function readAsScript(file: SourceFile): ScriptDocument {
  const previous = predecessors.get(file);
  predecessors.delete(file);
  const document = readScript(file, previous && scripts.get(previous));
  scripts.set(file, document);
  return document;
}
