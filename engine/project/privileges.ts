import type { Statement } from "../policy/statement.ts";
import type { Site } from "../text/source.ts";
import type { Deployed } from "./deployed.ts";
import type { Need, Target } from "./need.ts";
import type { Gap, Usage } from "./usage.ts";

/** What a deployed function needs against what its role grants. */
export interface Privileges {
  readonly deployed: Deployed;
  readonly usage: Usage;
  /** Everything it needs, the platform's needs included. */
  readonly used: readonly Need[];
  /** Everything its role grants, an entry for each action (or pattern of actions) of each statement. */
  readonly granted: readonly Grant[];
  /** Grants of which nothing is needed. Empty while there are gaps. */
  readonly unused: readonly Grant[];
  /** Required needs that no grant allows, so that the call fails. Empty while what is granted is not all known. */
  readonly missing: readonly Need[];
  /** Why the answer is "at least these": of the code, and of the role. */
  readonly unknown: readonly Gap[];
  /** Exactly what it needs, a statement for each set of resources; while something is `unknown`, at least that. */
  readonly exact: readonly ExactStatement[];
}

export interface Grant {
  readonly statement: Statement;
  /** As written: `s3:*`. */
  readonly action: string;
  /** ARN patterns in normal form. Undefined: not to be known. */
  readonly resources: readonly string[] | undefined;
  /** The action's place, or that of the policy template or managed policy that grants it. */
  readonly at: Site;
}

export interface ExactStatement {
  readonly actions: readonly string[];
  /** Undefined: no resource is known, so that a person has to name it. */
  readonly targets: readonly Target[] | undefined;
}

/** The difference, kept as long as what it was made from is the same. */
export function privilegesOf(deployed: Deployed, usage: Usage): Privileges {
  return {
    deployed,
    usage,
    used: [],
    granted: [],
    unused: [],
    missing: [],
    unknown: usage.gaps,
    exact: [],
  };
}
