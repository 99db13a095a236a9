import type { SiteEdit } from "../rule/rule.ts";
import type { Document } from "../syntax/document.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Block } from "../text/source.ts";
import { carried } from "./change.ts";
import { wholeOf } from "./whole.ts";

/** Edits that count from the start of the file, as edits of the block that is the whole file. */
export function sited(document: Document, edits: readonly TextEdit[]): readonly SiteEdit[] {
  const block = fileBlockOf(document);
  return edits.map((edit) => carried(edit, { at: { block, ...edit.span }, text: edit.text }));
}

/**
 * A block of the whole file's text. Of a tree that was read in several blocks it is none of them: such a block counts from the start of
 * the file.
 */
export function fileBlockOf(document: Document): Block {
  if (document.language === "yaml" || document.language === "json") return wholeOf(document).block;
  for (const [block, start] of document.blocks) if (start === 0 && block.text === document.file.text) return block;
  return { path: document.file.path, text: document.file.text };
}
