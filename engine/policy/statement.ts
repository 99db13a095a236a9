import type { Mapping, Node } from "../syntax/node.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Value } from "../template/value.ts";

/** One statement of an IAM policy, wherever it is written. */
export interface Statement {
  readonly node: Mapping;
  /** The template it stands in, and the resource whose text holds it (a role, a policy, a function, a bucket policy; for Serverless `provider`, none). */
  readonly template?: Template;
  readonly owner?: Resource;
  readonly role: StatementRole;
  /** Absent or not a known word: undefined. */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly Element[];
  readonly notActions: readonly Element[];
  readonly resources: readonly Element[];
  readonly notResources: readonly Element[];
  readonly principal?: Value;
  readonly notPrincipal?: Value;
  readonly condition?: Value;
  /** The nodes of the whole `Action`, `Resource` values, with their keys, for edits. */
  readonly actionNode?: Node;
  readonly resourceNode?: Node;
  /** It is what a SAM policy template of that name allows: `node` is the template's use, and no action of it can be changed alone. */
  readonly policyTemplate?: string;
  /** It is what AWS's managed policy of that name allows: `node` is an empty mapping where it is named, and `at` of its actions that name. */
  readonly managedPolicy?: string;
  /** It is what a SAM connector of that name sets up: `node` is the connector. */
  readonly connector?: string;
}

/** What an identity may do; what others may do to a resource; who may take a role. A bare file is `identity` unless it names a principal. */
export type StatementRole = "identity" | "resource" | "trust";

/** One action or ARN pattern. `text` undefined: not to be known, be silent. */
export interface Element {
  readonly text?: string;
  readonly value: Value;
  readonly at: Node;
}
