import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { itemsOf } from "../syntax/node.ts";
import { derived, derivedOnce } from "../template/derived.ts";
import { kindOf } from "../template/identify.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Scope } from "../template/scope.ts";
import { isMade } from "../template/serverless-made.ts";
import { at, items } from "../template/value.ts";
import { resolverOf } from "../template/values.ts";
import { policiesOf } from "./policy-places.ts";
import { type Standing, type StatementSet, statementsIn, statementsInPolicy } from "./read-statement.ts";
import { functionStatements, providerStatements } from "./serverless-statements.ts";
import type { Statement } from "./statement.ts";

/** The statements that a resource's text holds. */
export const statementsHeldBy = derived((owner): readonly Statement[] => onceEach(inResource(owner)));

/** The statements of a template that belong to no resource: those for the role and the API of a whole Serverless service. */
export const serviceStatements = derivedOnce((template): readonly Statement[] =>
  template.dialect === "serverless" ? onceEach([providerStatements(template), resourcePolicy(template)]) : [],
);

/** The statements of a policy file; none in any other file. */
export const statementsOfPolicyFile = memo((document: TreeDocument): readonly Statement[] =>
  kindOf(document) === "policy" ? onceEach(bare(document)) : [],
);

/** Every statement of a template, each once. */
export const statementsOf = (template: Template): readonly Statement[] =>
  withoutRepeats([...serviceStatements(template), ...template.resources.flatMap(statementsHeldBy)]);

const onceEach = (sets: readonly StatementSet[]): readonly Statement[] =>
  withoutRepeats(sets.flatMap((set) => set.statements));

/** What is written once may be read twice, through an alias or a variable. */
function withoutRepeats(statements: readonly Statement[]): readonly Statement[] {
  const byNode = new Map<unknown, Statement>();
  for (const statement of statements) if (!byNode.has(statement.node)) byNode.set(statement.node, statement);
  return [...byNode.values()];
}

/** What a framework makes holds no text of its own: the statements under `provider` are read there. */
function inResource(owner: Resource): StatementSet[] {
  if (isMade(owner)) return [];
  const standing: Standing = { owner };
  const documents = policiesOf(owner).map(({ policy, role }) => statementsInPolicy(policy, { ...standing, role }));
  return [...documents, ...(readers.get(owner.writtenAs)?.(owner, standing) ?? [])];
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
  const provider = template.section("provider");
  const value = provider && template.resolve(provider);
  const standing: Standing = { template, role: "resource" };
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
  return itemsOf(document.roots[0], true).map((policy) => statementsInPolicy(resolver.resolve(policy), {}));
}
