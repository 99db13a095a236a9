import type { Resource } from "../template/model.ts";

/** A resource, or part of one, that a right is about. */
export interface Target {
  /** In the normal form of `engine/policy/arn.ts`; `*` for anything. A wildcard in it stands for what is not known of the call: `${Bucket}/uploads/*`. */
  readonly arn: string;
  /** The resource of a template whose ARN it begins with, and what follows: `/index/*`. */
  readonly resource?: Resource;
  readonly suffix?: string;
}

/** Actions on targets, as a policy is to allow them. */
export interface ExactStatement {
  readonly actions: readonly string[];
  /** Undefined: no resource is known, so that a person has to name it. */
  readonly targets: readonly Target[] | undefined;
}
