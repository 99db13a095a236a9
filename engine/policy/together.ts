import { derived } from "../template/derived.ts";
import type { Resource } from "../template/model.ts";
import { referredTo } from "../template/references.ts";
import { items } from "../template/value.ts";
import type { PolicyDocument } from "./documents.ts";
import { grantsOf } from "./grants.ts";
import { statementsOfRole } from "./roles.ts";
import type { Statement } from "./statement.ts";

/** What whoever holds a policy may do by all of its policies, as far as it can be read. */
export interface Together {
  readonly statements: readonly Statement[];
  /** There is a permissions boundary, so that what is allowed may not be. */
  readonly isBounded: boolean;
}

/**
 * The statements that count together with those of a policy: all of the role that it is of, or is attached to if that is one role of the
 * template; all of a function's; else its own.
 */
export function heldTogether(policy: PolicyDocument): Together {
  const { owner } = policy;
  if (!owner || policy.role !== "identity") return { statements: policy.statements, isBounded: false };
  const role = owner.type === "AWS::IAM::Role" ? owner : roleOf(owner);
  if (role) return { statements: statementsOfRole(role).statements, isBounded: hasBoundary(role) };
  if (owner.type !== "AWS::Lambda::Function") return { statements: policy.statements, isBounded: hasBoundary(owner) };
  const all = ofFunction(owner);
  const isIn = policy.statements.every((one) => all.statements.some(({ node }) => node === one.node));
  return isIn ? all : { ...all, statements: policy.statements };
}

/** What all functions share comes before what the function has by itself. */
const ofFunction = derived((owner): Together => {
  const { statements, boundary, isBoundaryKnown } = grantsOf(owner);
  const isOwn = (one: Statement) => one.owner === owner;
  return {
    statements: [...statements.filter((one) => !isOwn(one)), ...statements.filter(isOwn)],
    isBounded: boundary !== undefined || !isBoundaryKnown,
  };
});

/** The one role that a policy is attached to. */
function roleOf(policy: Resource): Resource | undefined {
  if (!["AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"].includes(policy.type)) return undefined;
  const [role, ...others] = [...items(policy.property("Roles")?.value), ...items(policy.property("RoleName")?.value)];
  const found = role && others.length === 0 ? referredTo(role, policy.template) : undefined;
  return found?.type === "AWS::IAM::Role" ? found : undefined;
}

const hasBoundary = (resource: Resource): boolean => resource.property("PermissionsBoundary") !== undefined;
