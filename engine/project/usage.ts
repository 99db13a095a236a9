import type { UsedCall } from "../program/sdk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Site } from "../text/source.ts";
import type { Deployed } from "./deployed.ts";

/** What a deployed function's code does, as far as it can be seen. */
export interface Usage {
  /** The handler's module, if it is in the workspace. */
  readonly document?: ScriptDocument;
  /** The handler's module and all that it reaches. */
  readonly modules: readonly ScriptDocument[];
  /** SDK calls that the handler can reach: in functions that it runs or hands on, directly or not, and at the top level of modules that it loads. */
  readonly calls: readonly UsedCall[];
  /** SDK calls of the same modules that it does not reach. */
  readonly others: readonly UsedCall[];
  /** What could not be followed: the calls are at least those seen, and an absence of calls proves nothing. */
  readonly gaps: readonly Gap[];
  /** Whether there are no gaps. */
  readonly complete: boolean;
  /** Every function that runs with the same role, this one too. Undefined: it is the only one, or the others are not known. */
  readonly sharing?: readonly Sharer[];
}

/** One of several functions with one role, and what its own code does. */
export interface Sharer {
  readonly deployed: Deployed;
  readonly usage: Usage;
}

/** Something that keeps the answer from being all of it. */
export interface Gap {
  /** A statement in a few words: "a command that is sent is not known". */
  readonly why: string;
  readonly at?: Site;
}
