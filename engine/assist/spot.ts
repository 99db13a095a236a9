import type { Span } from "../text/source.ts";

/**
 * What an offset of a YAML or JSON text stands in, read from the text before it alone: a line that is being typed spoils the tree, not
 * this. It is for suggestions; nothing is concluded from it.
 */
export interface Spot {
  /** The keys and items around it, from the outermost. Of a value its key or item is the last. */
  readonly path: readonly Level[];
  /** `either`: nothing says yet whether a key or a value is begun. */
  readonly takes: "key" | "value" | "either";
  /** What is being typed, without quotes: to be replaced as a whole. In YAML a tag before it is not of it. */
  readonly span: Span;
  /** The text from the span's start to the offset. */
  readonly typed: string;
  readonly quote: "" | '"' | "'";
  /** The span with its quotes and its tag. */
  readonly outer: Span;
  /** A tag that stands before: `!Sub`. */
  readonly tag?: string;
  /** How values are written here: by lines, in brackets, or in brackets with all texts quoted. */
  readonly form: "block" | "flow" | "json";
  /** Stands on a line of its own without a dash, so that an item of a list needs one. */
  readonly needsDash: boolean;
  /** The colon of the key follows. */
  readonly hasColon: boolean;
}

/** A key or (`key` undefined) an item of a list. `text`: what belongs to it, as far as it can be told, key included. */
export interface Level {
  readonly key: string | undefined;
  text(): string;
}

export type SpotLanguage = "yaml" | "json";

/** Texts of more characters than this are cut: what is further away says nothing of a statement. */
export const mostOfLevel = 20_000;
