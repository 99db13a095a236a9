import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { itemsOf } from "../syntax/node.ts";
import { derived, derivedOnce } from "../template/derived.ts";
import { kindOf } from "../template/identify.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Scope } from "../template/scope.ts";
import { isMade } from "../template/serverless-made.ts";
import type { Value } from "../template/value.ts";
import { at, items, map, possibilities } from "../template/value.ts";
import { resolverOf } from "../template/values.ts";
import { policiesOf } from "./policy-places.ts";
import { type Standing, type StatementSet, statementsIn, statementsInPolicy } from "./read-statement.ts";
import { ownStatements, providerLists, sectionOf } from "./serverless-statements.ts";

/** A policy as a whole, or a list of statements that a dialect makes a policy of. */
export interface PolicyDocument extends StatementSet, Standing {
  readonly form: "policy" | "statements";
  /** Whatever stands in the place; it may be a text or a number. */
  readonly value: Value;
}

/** The policies in a resource's text. */
export const documentsHeldBy = derived((owner): readonly PolicyDocument[] => {
  // what a framework makes holds no text of its own: the statements under `provider` are read there
  if (isMade(owner)) return [];
  const documents = policiesOf(owner).map(({ policy, role }) => policyAt(policy, { owner, role }));
  return [...documents, ...(readers.get(owner.writtenAs)?.(owner) ?? [])];
});

/** The policies of a template that belong to no resource: those for the role and the API of a whole Serverless service. */
export const serviceDocuments = derivedOnce((template): readonly PolicyDocument[] => {
  if (template.dialect !== "serverless") return [];
  return [
    ...providerLists(template).flatMap((list) => listAt(list, { template, role: "identity" })),
    ...listAt(resourcePolicy(template), { template, role: "resource" }),
  ];
});

/** The policies of a policy file; none in any other file. */
export const documentsOfPolicyFile = memo((document: TreeDocument): readonly PolicyDocument[] => {
  if (kindOf(document) !== "policy") return [];
  const resolver = resolverOf(nameless);
  return itemsOf(document.roots[0], true).map((policy) => policyAt(resolver.resolve(policy), {}));
});

const policyAt = (value: Value, standing: Standing): PolicyDocument => ({
  ...statementsInPolicy(value, standing),
  ...standing,
  form: "policy",
  value,
});

const listAt = (value: Value | undefined, standing: Standing): PolicyDocument[] =>
  value ? [{ ...statementsIn(value, standing), ...standing, form: "statements", value }] : [];

/** Where statements stand without being a property of CloudFormation's that holds a policy document. */
const readers: ReadonlyMap<string, (owner: Resource) => PolicyDocument[]> = new Map([
  ["AWS::Serverless::Function", samPolicies],
  ["AWS::Serverless::StateMachine", samPolicies],
  ["AWS::Serverless::Api", (owner) => resourceList(owner, "Auth/ResourcePolicy/CustomStatements")],
  ["AWS::Events::EventBusPolicy", (owner) => resourceList(owner, "Statement")],
  ["functions", (owner) => listAt(ownStatements(owner), { owner, role: "identity" })],
]);

const resourceList = (owner: Resource, path: string): PolicyDocument[] =>
  listAt(owner.property(path)?.value, { owner, role: "resource" });

/** The policy documents among SAM's `Policies`, which also holds names and templates. */
function samPolicies(owner: Resource): PolicyDocument[] {
  const policies = owner.property("Policies")?.value;
  const listed = policies ? possibilities(policies).known.flatMap(({ value }) => items(value)) : [];
  return listed
    .flatMap((policy) => possibilities(policy).known.map(({ value }) => value))
    .filter((policy) => map(policy)?.get("Statement"))
    .map((policy) => policyAt(policy, { owner, role: "identity" }));
}

/** `provider.apiGateway.resourcePolicy`, or its old place. */
function resourcePolicy(template: Template): Value | undefined {
  const provider = sectionOf(template, "provider");
  return at(provider, "apiGateway", "resourcePolicy") ?? at(provider, "resourcePolicy");
}

/** No name means anything in a policy file by itself. */
const nameless: Scope = {
  parameter: () => undefined,
  condition: () => undefined,
  mapping: () => undefined,
  variables: () => undefined,
  get certain() {
    return nameless;
  },
};
