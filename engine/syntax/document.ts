import type { Statement } from "../program/ir.ts";
import type { Block, Site, SourceFile } from "../text/source.ts";
import type { Node } from "./node.ts";

/** What is wrong with the user's text. `fatal`: nothing below could be read, so findings may be missing. */
export interface Problem {
  readonly at: Site;
  readonly message: string;
  readonly fatal: boolean;
}

/** A comment with its marks (`//`, `#`, `/*`), as a site. */
export type Comment = Site;

interface Read {
  readonly file: SourceFile;
  /** Where each block of this version starts. */
  readonly blocks: ReadonlyMap<Block, number>;
  readonly problems: readonly Problem[];
  readonly comments: readonly Comment[];
}

/**
 * YAML or JSON. A large file is cut into blocks, most of them an entry of a large mapping; then a mapping whose entries lie in several blocks
 * has its site in the block of its key (the root: in the first), without extent: only its entries count. `roots`: one for each document of a YAML stream; the first is what a template is read from. */
export interface TreeDocument extends Read {
  readonly language: "yaml" | "json";
  readonly roots: readonly Node[];
}

/** JavaScript or TypeScript, lowered: one block for each top-level statement, in order, and last one of the whole text for what stands between them. No node of the parser's own tree is kept. */
export interface ScriptDocument extends Read {
  readonly language: "script";
  readonly statements: readonly Statement[];
}

/** Any other text (`.env`, a mapping template): one block. */
export interface TextDocument extends Read {
  readonly language: "text";
}

/** The offset in the file at which a site of a document starts. */
export const startOf = (document: Pick<Read, "blocks">, site: Site): number =>
  (document.blocks.get(site.block) ?? 0) + site.start;

export type Document = TreeDocument | ScriptDocument | TextDocument;
