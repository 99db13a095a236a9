import { type Element, type Resource, referredAt, type Statement, value } from "../../engine/authoring.ts";

export const isEveryAction = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

export const isEveryResource = (pattern: string): boolean => /^\*+$/.test(pattern);

/** Whether a statement gives rights to whoever holds the policy. A permissions boundary only takes them away. */
export const grants = (statement: Statement): boolean =>
  statement.effect === "Allow" && statement.role === "identity" && !isBoundary(statement.owner);

/** Whether a condition narrows the statement, or may. */
export function isConditional(statement: Statement): boolean {
  const { condition } = statement;
  if (!condition || (condition.kind === "known" && condition.value === null)) return false;
  return value.map(condition)?.entries.length !== 0;
}

/** The `*` of a statement that allows every action on every resource. */
export function adminAction(statement: Statement): Element | undefined {
  if (!grants(statement) || isConditional(statement)) return undefined;
  if (!statement.resources.some(({ text }) => text !== undefined && isEveryResource(text))) return undefined;
  return statement.actions.find(({ text }) => text !== undefined && isEveryAction(text));
}

function isBoundary(policy: Resource | undefined): boolean {
  if (policy?.type !== "AWS::IAM::ManagedPolicy") return false;
  return referredAt(policy.template, "PermissionsBoundary").has(policy.name);
}
