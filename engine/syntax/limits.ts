import type { Block } from "../text/source.ts";
import type { TreeDocument } from "./document.ts";

/** Levels of nesting that are read. Whoever walks a tree may recurse this deep without a thought. */
export const maxDepth = 200;

/** Syntax problems told for one file: one slip may break every line below it. */
export const maxProblems = 100;

export const tooDeep = "nested too deeply to be read";

/** Whether a file's content can be text at all: no NUL in its first 8 kB. */
export const isText = (text: string): boolean => {
  const nul = text.indexOf("\0");
  return nul < 0 || nul > 8192;
};

type Whole = Pick<TreeDocument, "file" | "language">;

/** The document of a file that nothing could be read from. */
export const unreadable = ({ file, language }: Whole, block: Block, message: string): TreeDocument => ({
  file,
  language,
  blocks: new Map([[block, 0]]),
  problems: [{ at: { block, start: 0, end: Math.min(1, block.text.length) }, message, fatal: true }],
  comments: [],
  roots: [],
});
