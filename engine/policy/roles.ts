import { derived, gathered } from "../template/derived.ts";
import type { Resource, Template } from "../template/model.ts";
import { referenceIn, referredTo } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { items, map, possibilities, text } from "../template/value.ts";
import { managedNameIn, statementsOfManaged } from "./managed-policy.ts";
import {
  noStatements,
  type Standing,
  type StatementSet,
  statementsInPolicy,
  union,
  unreadable,
} from "./read-statement.ts";

const standingOf = (owner: Resource): Standing => ({ owner, role: "identity" });

/** What a role of the template allows: its own policies, managed ones, and those that are attached to it elsewhere. */
export const statementsOfRole = derived((role): StatementSet => {
  const inline = role.property("Policies")?.value;
  return union([
    inlinePolicies(inline, role),
    managedPolicies(role.property("ManagedPolicyArns")?.value, role.template, role),
    attachedTo(role.name, role.template),
  ]);
});

function inlinePolicies(list: Value | undefined, role: Resource): StatementSet {
  if (!list) return noStatements;
  const { known, certain } = possibilities(list);
  const policies = known
    .flatMap(({ value }) => items(value))
    .flatMap((policy) => [policy, ...possibilities(policy).known.map((option) => option.value)]);
  const documents = policies.flatMap((policy) => map(policy)?.get("PolicyDocument") ?? []);
  const isComplete = certain && policies.every((policy) => possibilities(policy).certain);
  return union(
    [...new Set(documents)]
      .map((document) => statementsInPolicy(document, standingOf(role)))
      .concat(isComplete ? noStatements : unreadable),
  );
}

/** Managed policies by name, ARN or reference. `owner`: the resource whose text names them, if it is one. */
export function managedPolicies(list: Value | undefined, template: Template, owner?: Resource): StatementSet {
  if (!list) return noStatements;
  const { known, certain } = possibilities(list);
  const sets = known.flatMap(({ value }) => items(value)).map((policy) => managedPolicy(policy, template, owner));
  return union([...sets, certain ? noStatements : unreadable]);
}

/** One managed policy. Those of AWS that we do not have are unreadable. */
export function managedPolicy(policy: Value, template: Template, owner?: Resource): StatementSet {
  if (policy.kind === "oneOf")
    return union(policy.options.map((option) => managedPolicy(option.value, template, owner)));
  if (policy.kind === "known" && policy.value === null) return noStatements;
  const resource = referredTo(policy, template);
  if (resource?.type === "AWS::IAM::ManagedPolicy")
    return statementsInPolicy(resource.property("PolicyDocument")?.value, standingOf(resource));
  const written = text(policy) ?? (policy.kind === "unknown" ? policy.pattern : undefined);
  const name = written === undefined ? undefined : managedNameIn(written);
  const statements = name && statementsOfManaged(name, policy.at, { template, owner, role: "identity" });
  return statements ? { statements, isComplete: true } : unreadable;
}

/** What policies with their own resource add to the role of a logical id, which may be one that SAM or the framework makes. */
export const attachedTo = (role: string, template: Template): StatementSet => union(attachments(template, role));

const attachments = gathered((policy) => {
  if (!attachable.has(policy.type)) return [];
  const roles = [...items(policy.property("Roles")?.value), ...items(policy.property("RoleName")?.value)];
  const names = roles.flatMap((value) => referenceIn(value)?.resource ?? []);
  const statements = statementsInPolicy(policy.property("PolicyDocument")?.value, standingOf(policy));
  return names.map((role) => [role, statements]);
});

const attachable = new Set(["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"]);
