import type { TreeDocument } from "../syntax/document.ts";
import type { Value } from "./value.ts";

/**
 * What a template sees of the other files of its workspace. Another object as soon as any YAML or JSON file changes; what it answers keeps
 * its identity as long as it is the same.
 */
export interface Surroundings {
  /** The tree of a file, by its absolute path: YAML, JSON, or a script that is one object literal. Undefined: there is none. */
  tree(path: string): TreeDocument | undefined;
  /** What templates of the workspace export, by export name. */
  readonly exports: ReadonlyMap<string, Value>;
  /** What the stacks of other templates that deploy the template at a path give to its parameters. Undefined: none does. */
  given(path: string): ReadonlyMap<string, Value> | undefined;
  /** The outputs of the template at a path. Undefined: there is none. */
  outputs(path: string): ReadonlyMap<string, Value> | undefined;
}

const nothing: ReadonlyMap<string, Value> = new Map();

/** A template by itself. */
export const alone: Surroundings = {
  tree: () => undefined,
  exports: nothing,
  given: () => undefined,
  outputs: () => undefined,
};
