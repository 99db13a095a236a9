import type { Target } from "../policy/target.ts";
import type { UsedCall } from "../program/sdk.ts";
import type { Site } from "../text/source.ts";

/** One right that a deployed function needs. */
export interface Need {
  /** Spelled as AWS does: `dynamodb:GetItem`. */
  readonly action: string;
  /** On what. Undefined: on something that is not known. An action that cannot be limited has one target, `*`. */
  readonly targets: readonly Target[] | undefined;
  /** It is on one of the targets, of which it is not known on which: on one that a condition chooses, on a table or its indexes. */
  readonly isAny?: true;
  /** The call, or for what the platform does in the function's name the trigger or setting that asks for it. */
  readonly at: Site;
  readonly call?: UsedCall;
  /** `conditional`: only needed with certain values of parameters, or for a better answer; its absence proves nothing. */
  readonly kind: "required" | "conditional";
  /** Of a conditional one: the parameter that asks for it is given, but it is not known whether with a value. */
  readonly isOpen?: true;
  /** `iam:PassRole`: the services that the role is passed to, `lambda.amazonaws.com`. */
  readonly passedTo?: readonly string[];
  /** Who needs it, where it is not the code: "logs", "tracing", "network", "event source", "dead letters", "destination", "key", "files". */
  readonly by?: string;
  /** SAM or the Serverless Framework puts the right into a role that it makes for the function, without being told. */
  readonly isGiven?: true;
}
