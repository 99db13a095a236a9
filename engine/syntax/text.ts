import type { Block, SourceFile } from "../text/source.ts";
import type { TextDocument } from "./document.ts";

/** A file of lines, such as `.env`: one block; lines that begin with `#` are comments, in a mapping template what follows `##`. */
export function readText(file: SourceFile): TextDocument {
  const block: Block = { path: file.path, text: file.text };
  const comment = file.path.endsWith(".vtl") ? /##.*$/gm : /^[ \t]*#.*$/gm;
  const comments = [...file.text.matchAll(comment)].map((found) => ({
    block,
    start: found.index + found[0].indexOf("#"),
    end: found.index + found[0].length,
  }));
  return { file, language: "text", blocks: new Map([[block, 0]]), problems: [], comments };
}
