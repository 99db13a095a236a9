import type { Entry } from "../program/code.ts";
import type { SdkCall } from "../program/sdk.ts";
import type { ScriptDocument } from "../syntax/document.ts";

/** What a deployed function's code does, as far as it can be seen. */
export interface Usage {
  /** The handler's module and export, if they are in the workspace. */
  readonly document?: ScriptDocument;
  readonly entry?: Entry;
  /** The handler's module and all that it reaches. */
  readonly modules: readonly ScriptDocument[];
  /** SDK calls in all modules that the handler's module reaches. */
  readonly calls: readonly SdkCall[];
  /** False: some client, command or import could not be followed, so an absence of calls proves nothing. */
  readonly complete: boolean;
  /** Why it is not complete, in a few words. */
  readonly because?: string;
}
