import {
  type Action,
  actionNamed,
  actionsMatching,
  type Deployed,
  type Edit,
  type Element,
  hasWildcard,
  type Resource,
  type SiteEdit,
  type Statement,
  type Usage,
  value,
} from "../../engine/authoring.ts";
import { removeStatement } from "../shared/removal.ts";
import { together } from "../shared/together.ts";
import { exactActions, isMentioned, isUnjudged, neededActions, unjudgedActions } from "./_usage.ts";
import { grants, isEveryAction } from "./_wildcard.ts";

/** What one statement, or one use of a policy template, grants a function beyond its need. */
export interface Excess {
  readonly deployed: Deployed;
  readonly statement: Statement;
  /** Actions and patterns of which nothing is needed. */
  readonly unused: readonly Element[];
  /** Patterns of which something is needed, and what. */
  readonly wide: readonly { readonly element: Element; readonly needed: readonly string[] }[];
}

/** What is granted beyond need, statement by statement. Empty where the grants or the calls are not all known. */
export function excessesOf(deployed: Deployed, usage: Usage): readonly Excess[] {
  const { resource, grants: granted, triggers } = deployed;
  // layers and sources that are not known use the role too
  if (
    !granted.complete ||
    granted.shared ||
    resource.property("Layers") ||
    triggers.some(({ kind }) => /^(?:other|kafka|mq|documentdb)$/.test(kind))
  )
    return [];
  const needed = neededActions(usage);
  if (!needed) return [];
  const own = granted.statements.filter((one) => isOwn(one, resource));
  return [...byNode(own)].flatMap((statements) => excessIn(statements, deployed, usage, needed) ?? []);
}

/** The statements of one place together: a policy template makes several. */
function byNode(statements: readonly Statement[]): Iterable<readonly Statement[]> {
  const groups = new Map<unknown, Statement[]>();
  for (const statement of statements) groups.set(statement.node, [...(groups.get(statement.node) ?? []), statement]);
  return groups.values();
}

/** Whether no one but the function has the statement's rights. */
function isOwn(statement: Statement, resource: Resource): boolean {
  const { owner } = statement;
  if (!grants(statement) || statement.notActions.length > 0) return false;
  if (owner === resource) return true;
  if (owner?.type === "AWS::IAM::Policy") return value.items(owner.property("Roles")?.value).length === 1;
  return owner?.type === "AWS::IAM::Role" && isForLambdaOnly(owner);
}

function isForLambdaOnly(role: Resource): boolean {
  const trust = value.items(value.at(role.property("AssumeRolePolicyDocument")?.value, "Statement"));
  const principals = trust.flatMap((statement) => value.items(value.at(statement, "Principal", "Service")));
  return principals.length > 0 && principals.every((one) => value.text(one) === "lambda.amazonaws.com");
}

function excessIn(
  statements: readonly Statement[],
  deployed: Deployed,
  usage: Usage,
  needed: ReadonlySet<string>,
): Excess | undefined {
  const [statement] = statements;
  if (!statement) return undefined;
  const elements = statements.flatMap((one) => one.actions);
  const unjudged = unjudgedActions(deployed);
  const isNeeded = ({ name }: Action) => needed.has(name.toLowerCase()) || isMentioned(name, usage);
  const isUnused = (action: string) => {
    const named = isUnjudged(action, unjudged) ? [] : namedBy(action);
    return named.length > 0 && !named.some(isNeeded);
  };
  const unused = elements.filter(({ text }) => text !== undefined && isUnused(text));
  if (statement.policyTemplate)
    return unused.length === elements.length ? { deployed, statement, unused, wide: [] } : undefined;
  const wide = elements.flatMap((element) => {
    const { text } = element;
    if (text === undefined || !isWide(text, deployed, unjudged) || mayNeedMore(text, needed, usage)) return [];
    const exact = exactActions(usage, text);
    return exact.length > 0 ? [{ element, needed: exact }] : [];
  });
  return { deployed, statement, unused, wide };
}

/** The actions of the catalogue that an action or pattern stands for; none for `*`. */
function namedBy(pattern: string): readonly Action[] {
  if (hasWildcard(pattern)) return actionsMatching(pattern);
  const action = actionNamed(pattern);
  return action ? [action] : [];
}

/** `service:*`; `*` only where what Lambda itself needs is granted anyway. */
function isWide(action: string, { resource }: Deployed, unjudged: readonly string[]): boolean {
  if (isEveryAction(action)) return !resource.property("Role");
  return /^[^:*]+:\*$/.test(action) && !isUnjudged(action, unjudged);
}

/** Whether the code has a word for an action of the pattern that none of the calls seen needs. */
const mayNeedMore = (pattern: string, needed: ReadonlySet<string>, usage: Usage): boolean =>
  namedBy(pattern).some(({ name }) => !needed.has(name.toLowerCase()) && isMentioned(name, usage));

/** The statement with what is needed only, or no statement at all. */
export function withoutExcess(
  { deployed, statement, unused, wide }: Excess,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const remove = () => removeStatement(deployed.template.root, statement.node, edit);
  if (statement.policyTemplate) return remove();
  const { actionNode, actions } = statement;
  const isWrittenHere = ({ at, text }: Element) =>
    text !== undefined && actionNode && actionNode.start <= at.start && at.end <= actionNode.end;
  if (!actionNode || !actions.every(isWrittenHere)) return undefined;
  const kept = actions.flatMap(
    (one) => wide.find(({ element }) => element === one)?.needed ?? (unused.includes(one) ? [] : [String(one.text)]),
  );
  const [first, ...others] = new Set(kept);
  if (first === undefined) return remove();
  if (wide.length === 0 && actionNode.kind === "sequence" && !actionNode.flow)
    return together(...unused.map(({ at }) => edit.remove(actionNode, at)));
  return edit.replace(actionNode, others.length === 0 && actionNode.kind === "scalar" ? first : [first, ...others]);
}
