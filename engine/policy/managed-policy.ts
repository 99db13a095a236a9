import { memo } from "../memo.ts";
import type { Mapping, Node, Scalar } from "../syntax/node.ts";
import type { Json } from "../template/model.ts";
import { known, type MapEntry, type Value } from "../template/value.ts";
import type { Standing } from "./read-statement.ts";
import { shardNamed } from "./shard.ts";
import type { Element, Statement } from "./statement.ts";

/** AWS's managed policies, as far as we have them: `engine/facts/iam/managed-policies.json`. */
export interface ManagedPolicies {
  readonly source: string;
  readonly asOf: string;
  readonly policies: Readonly<Record<string, ManagedPolicy>>;
}

export interface ManagedPolicy {
  /** What stands before the name in its ARN: `service-role/`. */
  readonly path: string;
  readonly version: string;
  readonly statements: readonly ManagedStatement[];
}

export interface ManagedStatement {
  readonly isDeny?: true | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly notActions?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly notResources?: readonly string[] | undefined;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, Json>>>> | undefined;
}

let read: ManagedPolicies | undefined;

/** The managed policies of AWS that we have, by name. */
export function managedPolicies(): Readonly<Record<string, ManagedPolicy>> {
  read ??= shardNamed<ManagedPolicies>("managed-policies");
  return read.policies;
}

/** A managed policy of AWS by its name. Undefined: there is none, or we do not have it. */
export function managedPolicyNamed(name: string): ManagedPolicy | undefined {
  const policies = managedPolicies();
  return Object.hasOwn(policies, name) ? policies[name] : undefined;
}

/** The name of a managed policy of AWS in its ARN, or the name alone. Undefined: a policy of someone else. */
export function managedNameIn(written: string): string | undefined {
  const arn = /^arn:(?:\$\{AWS::Partition\}|[\w-]+):iam::aws:policy\/(?:[^:]*\/)?([^/:]+)$/.exec(written);
  return arn?.[1] ?? (/^[\w+=,.@-]+$/.test(written) ? written : undefined);
}

/** What a managed policy of AWS allows that is named at a place. Undefined: we do not have it. */
export function statementsOfManaged(name: string, named: Node, standing: Standing): Statement[] | undefined {
  return managedPolicyNamed(name)?.statements.map((statement) => statementFrom(statement, name, named, standing));
}

function statementFrom(written: ManagedStatement, name: string, named: Node, standing: Standing): Statement {
  const { owner } = standing;
  const elements = (texts: readonly string[] = []): Element[] =>
    texts.map((text) => ({ text, value: known(named, text), at: named }));
  return {
    node: placeOf(named),
    get template() {
      return owner?.template ?? standing.template;
    },
    owner,
    role: "identity",
    effect: written.isDeny ? "Deny" : "Allow",
    actions: elements(written.actions),
    notActions: elements(written.notActions),
    resources: elements(written.resources),
    notResources: elements(written.notResources),
    condition: written.condition && valueAt(named, written.condition),
    managedPolicy: name,
  };
}

/** A statement that stands in no file has no mapping of its own: an empty one where the policy is named. */
const placeOf = memo(
  ({ block, start, end }: Node): Mapping => ({ kind: "mapping", entries: [], flow: true, block, start, end }),
);

/** Data of ours as a value that is written at a place. */
function valueAt(node: Node, data: Json): Value {
  if (typeof data !== "object" || data === null) return known(node, data);
  if (Array.isArray(data)) return known(node, { kind: "list", items: data.map((item) => valueAt(node, item)) });
  const entries = Object.entries(data).map(
    ([key, content]): MapEntry => ({ key: keyAt(node, key), node, value: valueAt(node, content) }),
  );
  const get = (key: string) => entries.find((entry) => entry.key.value === key)?.value;
  return known(node, { kind: "map", entries, get });
}

const keyAt = ({ block, start, end }: Node, value: string): Scalar => ({
  kind: "scalar",
  value,
  style: "plain",
  block,
  start,
  end,
});
