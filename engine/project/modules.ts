import type { ScriptDocument } from "../syntax/document.ts";
import { readDocument } from "../syntax/read.ts";
import { dirname, joined } from "../text/path.ts";
import type { SourceFile } from "../text/source.ts";

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"];

/** The script of the workspace at a path without its extension, by Node's and the bundlers' order; `x.js` may be written `x.ts`. */
export function scriptAt(files: ReadonlyMap<string, SourceFile>, path: string): ScriptDocument | undefined {
  const bare = path.replace(/\.[cm]?jsx?$/, "");
  const tries = [path, ...extensions.map((end) => path + end), ...extensions.map((end) => bare + end)];
  for (const at of [...tries, ...extensions.map((end) => `${path}/index${end}`)]) {
    const file = files.get(at);
    const document = file && readDocument(file);
    if (document?.language === "script") return document;
  }
  return undefined;
}

/** The script that an import in `from` names, if it is a relative path to a file of the workspace. */
export function importedScript(
  files: ReadonlyMap<string, SourceFile>,
  from: string,
  specifier: string,
): ScriptDocument | undefined {
  return specifier.startsWith(".") ? scriptAt(files, joined(dirname(from), specifier)) : undefined;
}
