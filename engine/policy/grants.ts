import { memo } from "../memo.ts";
import { entriesIn, field, mappingOf, textIn } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import { referenceIn, referredTo } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { at, boolean, items, map, possibilities } from "../template/value.ts";
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
  functionStatements,
  inheritsShared,
  ownStatements,
  pluginsOf,
  providerStatements,
  sectionOf,
} from "./serverless-statements.ts";
import type { Statement } from "./statement.ts";

/**
 * What a role allows. `complete` is false where part of it cannot be read (a role by ARN, an unknown managed policy): then nothing may
 * be concluded from an absence. `shared`: other functions run with the same statements.
 */
export interface Grants {
  readonly statements: readonly Statement[];
  readonly complete: boolean;
  readonly shared: boolean;
}

/** What the role of a function allows. */
export const grantsOf = memo((resource: Resource): Grants => {
  const role = resource.property("Role")?.value;
  if (role) return grantsOfRole(role, resource);
  if (resource.writtenAs === "functions") return serviceGrants(resource);
  if (resource.writtenAs === "AWS::Serverless::Function") return grants(samStatements(resource), false);
  return grants(unreadable, false);
});

const grants = ({ statements, isComplete }: StatementSet, shared: boolean): Grants => ({
  statements,
  complete: isComplete,
  shared,
});

function grantsOfRole(value: Value, user: Resource): Grants {
  const role = value.kind === "unknown" ? referredTo(value, user.template) : undefined;
  if (role?.type !== "AWS::IAM::Role") return grants(unreadable, false);
  return grants(
    union([statementsOfRole(role), withConnectors(user)]),
    (usersByRole(user.template).get(role.name) ?? 0) > 1,
  );
}

/** How many functions run with each role. */
const usersByRole = memo((template: Template): ReadonlyMap<string, number> => {
  const users = new Map<string, number>();
  for (const resource of template.resources.filter((candidate) => candidate.type === "AWS::Lambda::Function")) {
    const role = referenceIn(resource.property("Role")?.value)?.resource;
    if (role !== undefined) users.set(role, (users.get(role) ?? 0) + 1);
  }
  return users;
});

/** What SAM puts into the role that it makes for one function. */
function samStatements(resource: Resource): StatementSet {
  const standing: Standing = {
    document: resource.template.document,
    template: resource.template,
    owner: resource,
    role: "identity",
  };
  const policies = resource.property("Policies")?.value;
  const { known, certain } = policies ? possibilities(policies) : { known: [], certain: true };
  const listed = known.flatMap(({ value }) => items(value)).map((policy) => samPolicy(policy, standing));
  return union([
    ...listed,
    certain ? noStatements : unreadable,
    attachedTo(`${resource.name}Role`, resource.template),
    withConnectors(resource),
  ]);
}

/** One item of `Policies`: a managed policy's name, a policy document, or a policy template. */
function samPolicy(policy: Value, standing: Standing): StatementSet {
  const { template } = standing;
  if (!template) return unreadable;
  if (policy.kind === "oneOf") return union(policy.options.map((option) => samPolicy(option.value, standing)));
  const content = map(policy);
  if (!content) return managedPolicy(policy, template);
  if (content.get("Statement")) return statementsInPolicy(policy, standing);
  const node = mappingOf(policy.at);
  const sets = content.entries.map((entry): StatementSet => {
    const statements = node && statementsOfTemplate(entry, node, standing);
    return statements ? { statements, isComplete: true } : unreadable;
  });
  return union(sets);
}

/** Connectors add grants that only SAM knows. */
function withConnectors(resource: Resource): StatementSet {
  const own = entriesIn(field(resource.entry.value, "Connectors")).length > 0;
  return own || connected(resource.template).has(resource.name) ? unreadable : noStatements;
}

const connected = memo((template: Template): ReadonlySet<string> => {
  const connectors = template.resources.filter((resource) => resource.type === "AWS::Serverless::Connector");
  return new Set(connectors.flatMap((connector) => textIn(field(field(connector.properties, "Source"), "Id")) ?? []));
});

/** The role that the Serverless Framework makes: one for all functions, or one for each with the plugin for that. */
function serviceGrants(resource: Resource): Grants {
  const { template } = resource;
  if (!hasOwnRole(resource)) return grants(sharedStatements(template), usersOfShared(template) > 1);
  const inherits = inheritsShared(resource);
  const shared = inherits && boolean(inherits) !== false ? sharedStatements(template) : noStatements;
  return grants(union([functionStatements(resource), shared]), false);
}

const sharedStatements = memo((template: Template): StatementSet => {
  const provider = sectionOf(template, "provider");
  const managed = [at(provider, "iam", "role", "managedPolicies"), at(provider, "iamManagedPolicies")];
  return union([
    providerStatements(template),
    ...managed.map((list) => managedPolicies(list, template)),
    attachedTo("IamRoleLambdaExecution", template),
  ]);
});

const usersOfShared = memo((template: Template): number => {
  const functions = template.resources.filter((resource) => resource.writtenAs === "functions");
  return functions.filter((resource) => !resource.property("Role") && !hasOwnRole(resource)).length;
});

const hasOwnRole = (resource: Resource): boolean =>
  pluginsOf(resource.template).includes("serverless-iam-roles-per-function") && ownStatements(resource) !== undefined;
