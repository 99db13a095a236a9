import type { Snapshot } from "../engine/host.ts";
import type { Config } from "../engine/project/config.ts";
import type { Task } from "../engine/task.ts";
import type { Position } from "../engine/text/lines.ts";

/** Everything that can happen to the loop. */
export type Event =
  | {
      readonly kind: "opened";
      readonly path: string;
      readonly uri: string;
      readonly version: number;
      readonly text: string;
    }
  | {
      readonly kind: "changed";
      readonly path: string;
      readonly version: number;
      readonly edits: readonly ContentEdit[];
    }
  | { readonly kind: "closed"; readonly path: string }
  | Loaded
  | { readonly kind: "configured"; readonly config: Config; readonly scope: Scope }
  | { readonly kind: "asked"; readonly question: Question };

/** What the disk says. Open documents are not touched by it. */
export interface Loaded {
  readonly kind: "loaded";
  readonly files: readonly { readonly path: string; readonly text: string | undefined }[];
  readonly names: readonly { readonly path: string; readonly exists: boolean }[];
}

/** One edit of a document; without a range, the whole new text. Each counts from the text that the one before it left. */
export interface ContentEdit {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** Which files get diagnostics. */
export type Scope = "workspace" | "open" | "none";

/** A request. It is asked of the newest snapshot, and asked again if that is overtaken before the answer is there. */
export interface Question {
  readonly name: string;
  ask(snapshot: Snapshot): Task<unknown>;
  /** `undefined`: no answer could be found. */
  answer(value: unknown): void;
  isCancelled(): boolean;
}
