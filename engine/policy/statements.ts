import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { derived, derivedOnce } from "../template/derived.ts";
import type { Template } from "../template/model.ts";
import { documentsHeldBy, documentsOfPolicyFile, serviceDocuments } from "./documents.ts";
import type { StatementSet } from "./read-statement.ts";
import type { Statement } from "./statement.ts";

/** The statements that a resource's text holds. */
export const statementsHeldBy = derived((owner): readonly Statement[] => onceEach(documentsHeldBy(owner)));

/** The statements of a template that belong to no resource: those for the role and the API of a whole Serverless service. */
export const serviceStatements = derivedOnce((template): readonly Statement[] => onceEach(serviceDocuments(template)));

/** The statements of a policy file; none in any other file. */
export const statementsOfPolicyFile = memo((document: TreeDocument): readonly Statement[] =>
  onceEach(documentsOfPolicyFile(document)),
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
