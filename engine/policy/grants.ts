import { derived, derivedOnce, gathered } from "../template/derived.ts";
import { entriesIn, field, mappingOf, textIn } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import { referenceIn, referredTo } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { at, items, map, possibilities } from "../template/value.ts";
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
 * be concluded from an absence. `shared`: other functions run with the same statements.
 */
export interface Grants {
  readonly statements: readonly Statement[];
  readonly complete: boolean;
  readonly shared: boolean;
}

/** What the role of a function allows. */
export const grantsOf = derived((resource): Grants => {
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
    usersOfRole(user.template, role.name).length > 1,
  );
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
    withConnectors(resource),
  ]);
}

/** One item of `Policies`: a managed policy's name, a policy document, or a policy template. */
function samPolicy(policy: Value, standing: Standing): StatementSet {
  const { template } = standing.owner ?? {};
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
  return own || connectorsOf(resource.template, resource.name).length > 0 ? unreadable : noStatements;
}

/** The connectors that start at a resource. */
const connectorsOf = gathered((resource) => {
  if (resource.type !== "AWS::Serverless::Connector") return [];
  const source = textIn(field(field(resource.properties, "Source"), "Id"));
  return source === undefined ? [] : [[source, resource]];
});

/** The role that the Serverless Framework makes: one for all functions, or one for each with the plugin for that. */
function serviceGrants(resource: Resource): Grants {
  const { template } = resource;
  if (!hasOwnRole(resource)) return grants(sharedStatements(template), usersOfShared(template) > 1);
  const shared = inherited(resource, sharedStatements(template));
  return grants(union([functionStatements(resource), functionPolicies(resource), shared]), false);
}

const sharedStatements = derivedOnce((template): StatementSet => {
  const provider = sectionOf(template, "provider");
  const managed = [at(provider, "iam", "role", "managedPolicies"), at(provider, "iamManagedPolicies")];
  return union([
    providerStatements(template),
    ...managed.map((list) => managedPolicies(list, template)),
    attachedTo("IamRoleLambdaExecution", template),
  ]);
});

const usersOfShared = (template: Template): number => sharing(template, "").length;

const sharing = gathered((resource) =>
  resource.writtenAs === "functions" && !resource.property("Role") && !hasOwnRole(resource) ? [["", resource]] : [],
);
