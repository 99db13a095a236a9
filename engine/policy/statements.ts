import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { itemsOf } from "../syntax/node.ts";
import { field } from "../template/fields.ts";
import { kindOf } from "../template/identify.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Scope } from "../template/scope.ts";
import { templateOf } from "../template/template.ts";
import { at, items } from "../template/value.ts";
import { resolverOf } from "../template/values.ts";
import { policiesOf } from "./policy-places.ts";
import { type Standing, type StatementSet, statementsIn, statementsInPolicy } from "./read-statement.ts";
import { functionStatements, providerStatements } from "./serverless-statements.ts";
import type { Statement } from "./statement.ts";

/** Every statement that stands in a file, each once. */
export const statementsOf = memo((document: TreeDocument): readonly Statement[] => {
  const template = templateOf(document);
  const sets = template ? inTemplate(template) : kindOf(document) === "policy" ? bare(document) : [];
  const byNode = new Map<unknown, Statement>();
  for (const statement of sets.flatMap((set) => set.statements)) {
    if (!byNode.has(statement.node)) byNode.set(statement.node, statement);
  }
  return [...byNode.values()];
});

function inTemplate(template: Template): StatementSet[] {
  const own = template.resources.flatMap(inResource);
  return template.dialect === "serverless" ? [providerStatements(template), resourcePolicy(template), ...own] : own;
}

function inResource(owner: Resource): StatementSet[] {
  const { template } = owner;
  const standing: Standing = { document: template.document, template, owner };
  const documents = policiesOf(owner).map(({ policy, role }) => statementsInPolicy(policy, { ...standing, role }));
  const policies = [...documents, ...(readers.get(owner.writtenAs)?.(owner, standing) ?? [])];
  return policies;
}

type Reader = (owner: Resource, standing: Standing) => StatementSet[];

/** Where statements stand without being a property of CloudFormation's that holds a policy document. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["AWS::Serverless::Function", samPolicies],
  ["AWS::Serverless::StateMachine", samPolicies],
  ["AWS::Serverless::Api", samResourcePolicy],
  [
    "AWS::Events::EventBusPolicy",
    (owner, standing) => [statementsIn(owner.property("Statement")?.value, { ...standing, role: "resource" })],
  ],
  ["functions", (owner) => [functionStatements(owner)]],
]);

/** The policy documents among SAM's `Policies`, which also holds names and templates. */
function samPolicies(owner: Resource, standing: Standing): StatementSet[] {
  const policies = items(owner.property("Policies")?.value);
  return policies.map((policy) => statementsInPolicy(policy, { ...standing, role: "identity" }));
}

function samResourcePolicy(owner: Resource, standing: Standing): StatementSet[] {
  return [
    statementsIn(owner.property("Auth/ResourcePolicy/CustomStatements")?.value, { ...standing, role: "resource" }),
  ];
}

/** `provider.apiGateway.resourcePolicy`, or its old place. */
function resourcePolicy(template: Template): StatementSet {
  const provider = field(template.root, "provider");
  const value = provider && template.resolve(provider);
  const standing: Standing = { document: template.document, template, role: "resource" };
  return statementsIn(at(value, "apiGateway", "resourcePolicy") ?? at(value, "resourcePolicy"), standing);
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

/** A policy file: one policy, or a list of them. */
function bare(document: TreeDocument): StatementSet[] {
  const resolver = resolverOf(nameless);
  return itemsOf(document.roots[0], true).map((policy) => statementsInPolicy(resolver.resolve(policy), { document }));
}
