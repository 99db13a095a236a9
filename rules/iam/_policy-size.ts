import {
  documentsHeldBy,
  gathered,
  type PolicyDocument,
  type Resource,
  referenceIn,
  type Template,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { inlineQuotas, policyQuotas, trustQuota } from "../facts/policy-quotas.ts";

/** Policies that count towards one quota. */
export interface Measured {
  readonly policies: readonly PolicyDocument[];
  readonly quota: typeof trustQuota;
}

/** Deeper than a policy is nothing but a variable that holds itself. */
const deepest = 12;
/** No quota is larger. */
const longest = 40_000;

/**
 * The characters that a value has at least as JSON, without white space: of a text that is filled in at deployment what is known, of a condition's
 * branches the shortest.
 */
export function leastLength(one: Value | undefined, depth = 0): number {
  if (!one || depth > deepest) return 0;
  if (one.kind === "oneOf") return Math.min(...one.options.map((option) => leastLength(option.value, depth + 1)));
  if (one.kind === "unknown") return (one.pattern ?? "").replace(/\$\{[^{}]*\}|\s+/g, "").length;
  const content = value.map(one);
  if (content)
    return braced(content.entries, (entry) => String(entry.key.value).length + 3 + leastLength(entry.value, depth + 1));
  const list = value.list(one);
  if (list) return braced(list.items, (item) => leastLength(item, depth + 1));
  const primitive = value.primitive(one) ?? "";
  return String(primitive).replace(/\s+/g, "").length + (typeof primitive === "string" ? 2 : 0);
}

function braced<T>(parts: readonly T[], lengthOf: (part: T) => number): number {
  let length = 1 + Math.max(1, parts.length);
  for (const part of parts) {
    length += lengthOf(part);
    if (length > longest) break;
  }
  return length;
}

/** What a policy is measured with: all that counts towards the same quota. Undefined: there is none, or another policy tells. */
export function measured(policy: PolicyDocument): Measured | undefined {
  const { owner, role, template } = policy;
  if (!owner) return template && role === "identity" ? { policies: [policy], quota: inlineQuotas.role } : undefined;
  if (role === "trust") return { policies: [policy], quota: trustQuota };
  const quota = policyQuotas.get(owner.type);
  if (quota) return { policies: [policy], quota };
  for (const kind of ["role", "user", "group"] as const) {
    const [holder] = holdersOf(owner, kind);
    const policies = holder === undefined ? [] : writtenInto(owner.template, `${kind} ${holder}`);
    if (policies.length > 0) return policies[0] === policy ? { policies, quota: inlineQuotas[kind] } : undefined;
  }
  return undefined;
}

const writtenInto: (template: Template, holder: string) => readonly PolicyDocument[] = gathered((resource) => {
  const kinds = (["role", "user", "group"] as const).map((kind) => ({ kind, holders: holdersOf(resource, kind) }));
  if (kinds.every(({ holders }) => holders.length === 0)) return [];
  const policies = documentsHeldBy(resource).filter(({ role }) => role === "identity");
  return kinds.flatMap(({ kind, holders }) =>
    holders.flatMap((holder) => policies.map((policy) => [`${kind} ${holder}`, policy] as const)),
  );
});

/** Whose inline policies a resource holds: the logical ids of roles, users or groups of the template. */
function holdersOf(resource: Resource, kind: "role" | "user" | "group"): readonly string[] {
  const { type, name, writtenAs } = resource;
  const own = { role: "AWS::IAM::Role", user: "AWS::IAM::User", group: "AWS::IAM::Group" }[kind];
  const makesRole = writtenAs === "functions" || /^AWS::Serverless::(?:Function|StateMachine)$/.test(writtenAs);
  if (type === own || (kind === "role" && makesRole)) return [name];
  const [many, one] = { role: ["Roles", "RoleName"], user: ["Users", "UserName"], group: ["Groups", "GroupName"] }[
    kind
  ] as [string, string];
  const types = ["AWS::IAM::Policy", `${own}Policy`];
  if (!types.includes(type)) return [];
  const values = [...value.items(resource.property(many)?.value), ...value.items(resource.property(one)?.value)];
  return values.flatMap((named) => referenceIn(named)?.resource ?? value.text(named) ?? []);
}
