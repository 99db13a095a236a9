import { derived, derivedOnce, gathered } from "../template/derived.ts";
import { mappingOf } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import { referenceIn, referredTo } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { at, items, map, possibilities } from "../template/value.ts";
import { statementsOfConnectors } from "./connectors.ts";
import { madeStatements } from "./made-grants.ts";
import { statementsOfTemplate } from "./policy-template.ts";
import {
  noStatements,
  type Standing,
  type StatementSet,
  statementsInPolicy,
  union,
  unreadable,
} from "./read-statement.ts";
import { attachedTo, managedPolicies, managedPolicy, statementsOfRole } from "./roles.ts";
import {
  addsStatements,
  functionPolicies,
  functionStatements,
  hasOwnRole,
  inherited,
  providerStatements,
  sectionOf,
} from "./serverless-statements.ts";
import type { Statement } from "./statement.ts";

/**
 * What a role allows. `complete` is false where part of it cannot be read (a role by ARN, an unknown managed policy): then nothing may
 * be concluded from an absence.
 */
export interface Grants {
  readonly statements: readonly Statement[];
  readonly complete: boolean;
  /** Other functions run with the same statements. */
  readonly shared: boolean;
  /** The names of the functions that run with the role, if it is shared. */
  readonly users: readonly string[];
  /** The role, if it is a resource of the template. */
  readonly role?: Resource;
  /** SAM or the Serverless Framework makes the role, with what Lambda itself needs for logs, traces, the network and events. */
  readonly isMade: boolean;
  /** What the framework puts into it by itself, beside `statements`. */
  readonly made: readonly Statement[];
  /** The statements of the permissions boundary: what they do not allow is not allowed. `complete` of it is in `isBoundaryKnown`. */
  readonly boundary?: readonly Statement[];
  readonly isBoundaryKnown: boolean;
}

/** What the role of a function allows. */
export const grantsOf = derived((resource): Grants => {
  const role = resource.property("Role")?.value;
  if (role) return grantsOfRole(role, resource);
  if (resource.writtenAs === "functions") return serviceGrants(resource);
  if (resource.writtenAs === "AWS::Serverless::Function")
    return made(
      resource,
      samStatements(resource),
      [],
      within(resource.property("PermissionsBoundary")?.value, resource.template),
    );
  return nothingKnown;
});

type Boundary = Pick<Grants, "boundary" | "isBoundaryKnown">;

const nothingKnown: Grants = {
  statements: [],
  complete: false,
  shared: false,
  users: [],
  isMade: false,
  made: [],
  isBoundaryKnown: true,
};

function made(
  user: Resource,
  { statements, isComplete }: StatementSet,
  users: readonly string[],
  boundary: Boundary,
): Grants {
  const shared = users.length > 1;
  return { statements, complete: isComplete, shared, users, isMade: true, made: madeStatements(user), ...boundary };
}

function grantsOfRole(value: Value, user: Resource): Grants {
  const role = value.kind === "unknown" ? referredTo(value, user.template) : undefined;
  if (role?.type !== "AWS::IAM::Role") return nothingKnown;
  const { statements, isComplete } = both(statementsOfRole(role), statementsOfConnectors(user));
  const users = usersOfRole(user.template, role.name);
  const boundary = within(role.property("PermissionsBoundary")?.value, role.template);
  return {
    statements,
    complete: isComplete,
    shared: users.length > 1,
    users,
    role,
    isMade: false,
    made: [],
    ...boundary,
  };
}

/** The first itself where the second adds nothing: functions that share a role have the same list of statements. */
const both = (first: StatementSet, second: StatementSet): StatementSet =>
  second.statements.length === 0 && second.isComplete ? first : union([first, second]);

/** The boundary that a property names. */
function within(policy: Value | undefined, template: Template): Boundary {
  if (!policy || (policy.kind === "known" && policy.value === null)) return { isBoundaryKnown: true };
  if (policy.kind === "oneOf") return { boundary: [], isBoundaryKnown: false };
  const { statements, isComplete } = managedPolicy(policy, template);
  return { boundary: statements, isBoundaryKnown: isComplete };
}

/** The functions that run with a role. */
const usersOfRole = gathered((resource) => {
  if (resource.type !== "AWS::Lambda::Function") return [];
  const role = referenceIn(resource.property("Role")?.value)?.resource;
  return role === undefined ? [] : [[role, resource.name]];
});

/** What SAM puts into the role that it makes for one function. */
function samStatements(resource: Resource): StatementSet {
  const standing: Standing = { owner: resource, role: "identity" };
  const policies = resource.property("Policies")?.value;
  const { known, certain } = policies ? possibilities(policies) : { known: [], certain: true };
  const listed = known.flatMap(({ value }) => items(value)).map((policy) => samPolicy(policy, standing));
  return union([
    ...listed,
    certain ? noStatements : unreadable,
    attachedTo(`${resource.name}Role`, resource.template),
    statementsOfConnectors(resource),
  ]);
}

/** One item of `Policies`: a managed policy's name, a policy document, or a policy template. */
function samPolicy(policy: Value, standing: Standing): StatementSet {
  const { template } = standing.owner ?? {};
  if (!template) return unreadable;
  if (policy.kind === "oneOf") return union(policy.options.map((option) => samPolicy(option.value, standing)));
  const content = map(policy);
  if (!content) return managedPolicy(policy, template, standing.owner);
  if (content.get("Statement")) return statementsInPolicy(policy, standing);
  const node = mappingOf(policy.at);
  const sets = content.entries.map((entry): StatementSet => {
    const statements = node && statementsOfTemplate(entry, node, standing);
    return statements ? { statements, isComplete: true } : unreadable;
  });
  return union(sets);
}

/** The role that the Serverless Framework makes: one for all functions, or one for each with the plugin for that. */
function serviceGrants(resource: Resource): Grants {
  const { template } = resource;
  const boundary = boundaryOfService(template);
  if (!hasOwnRole(resource)) return made(resource, sharedStatements(template), sharing(template, ""), boundary);
  const shared = inherited(resource, sharedStatements(template));
  return made(resource, union([functionStatements(resource), functionPolicies(resource), shared]), [], boundary);
}

const boundaryOfService = derivedOnce((template): Boundary => {
  const role = at(sectionOf(template, "provider"), "iam", "role");
  return within(at(role, "permissionsBoundary") ?? at(role, "permissionBoundary"), template);
});

const sharedStatements = derivedOnce((template): StatementSet => {
  const provider = sectionOf(template, "provider");
  const managed = [at(provider, "iam", "role", "managedPolicies"), at(provider, "iamManagedPolicies")];
  return union([
    providerStatements(template),
    ...managed.map((list) => managedPolicies(list, template)),
    attachedTo("IamRoleLambdaExecution", template),
    addsStatements(template) ? unreadable : noStatements,
  ]);
});

/** The functions that run with the role of the whole service. */
const sharing = gathered((resource) =>
  resource.writtenAs === "functions" && !resource.property("Role") && !hasOwnRole(resource)
    ? [["", resource.name] as const]
    : [],
);

/** Whether functions with a role of their own have what is said for all of the service too. */
export const isInherited = (template: Template): boolean => inheriting(template, "").length > 0;

const inheriting = gathered((resource) =>
  resource.writtenAs === "functions" && hasOwnRole(resource) && inherited(resource, unreadable) === unreadable
    ? [["", resource.name] as const]
    : [],
);
