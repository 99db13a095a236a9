/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One version of one file. Never changed: an edit makes another. `path` is absolute, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly version: number;
  readonly text: string;
}

/**
 * A piece of a file that is parsed and reasoned about by itself: a top-level statement of a script, an entry of a large YAML or JSON mapping, a
 * whole file. Its identity is kept as long as its text is the same (and, in YAML, what its aliases stand for), wherever an edit elsewhere
 * moves it, so whatever is derived from it may be kept too.
 */
export interface Block {
  readonly path: string;
  readonly text: string;
}

/**
 * A range inside a block; its offsets count from the block's start. Every syntax node is one. That of a mapping whose entries lie in blocks of
 * their own is empty, in the block of its key: it has a place, but no text.
 */
export interface Site {
  readonly block: Block;
  readonly start: number;
  readonly end: number;
}

/** A range in a file of one workspace: what a user sees. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** The text at a site; none for a mapping over several blocks. */
export const textAt = (site: Site): string => site.block.text.slice(site.start, site.end);

/** A part of a site: offsets count from the site's start. */
export const within = (site: Site, start: number, end: number): Site => ({
  block: site.block,
  start: site.start + start,
  end: site.start + end,
});
