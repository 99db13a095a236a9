import type { SourceFile } from "../text/source.ts";
import type { Config } from "./config.ts";

/** All files of one moment. Immutable. */
export interface Workspace {
  readonly revision: number;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Paths that exist but whose text nobody needs: lock files, big or binary files. */
  readonly names: ReadonlySet<string>;
  /** The same object as long as no file of `files` comes or goes: what a path leads to stays the same with it. */
  readonly layout: object;
  /** The same object as long as no YAML or JSON file changes. */
  readonly trees: object;
  /** The folder that paths are shown relative to. */
  readonly root: string;
  readonly config: Config;
}

/** What may happen to a workspace. A file given with `undefined` text is gone. */
export interface Change {
  readonly files?: readonly { readonly path: string; readonly text: string | undefined }[];
  readonly names?: readonly { readonly path: string; readonly exists: boolean }[];
  readonly config?: Config;
}
