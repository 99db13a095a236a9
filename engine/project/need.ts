import type { UsedCall } from "../program/sdk.ts";
import type { Resource } from "../template/model.ts";
import type { Site } from "../text/source.ts";

/** One right that a deployed function needs. */
export interface Need {
  /** Spelled as AWS does: `dynamodb:GetItem`. */
  readonly action: string;
  /** On what. Undefined: on something that is not known. An action that cannot be limited has one target, `*`. */
  readonly targets: readonly Target[] | undefined;
  /** The call, or for what the platform does in the function's name the trigger or setting that asks for it. */
  readonly at: Site;
  readonly call?: UsedCall;
  /** `conditional`: only needed with certain values of parameters, or for a better answer; its absence proves nothing. */
  readonly kind: "required" | "conditional";
  /** Who needs it, where it is not the code: "logs", "tracing", "network", "event source", "dead letters", "destination", "key". */
  readonly by?: string;
}

/** A resource, or part of one, that a right is about. */
export interface Target {
  /** In the normal form of `engine/policy/arn.ts`; `*` for anything. */
  readonly arn: string;
  /** The resource of a template whose ARN it begins with, and what follows: `/index/*`. */
  readonly resource?: Resource;
  readonly suffix?: string;
}
