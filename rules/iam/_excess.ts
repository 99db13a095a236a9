import {
  type Deployed,
  type Edit,
  type Element,
  type ExactStatement,
  entryOf,
  isByName,
  type Narrowed,
  type Node,
  type Part,
  type Plain,
  type Privileges,
  type Sequence,
  type SiteEdit,
  type Statement,
  type Target,
  textAt,
  value,
  writtenForSam,
  writtenPolicy,
  writtenStatement,
  writtenTarget,
} from "../../engine/authoring.ts";
import { withoutCircles } from "../shared/circles.ts";
import { addGrants } from "../shared/grant-writing.ts";
import { plainOf } from "../shared/plain.ts";
import { entryHolding, listHolding, removeStatement } from "../shared/removal.ts";

type Edits = readonly SiteEdit[] | undefined;

/** Makes a statement say what is to be left of it, or takes it away. Undefined where it cannot be written. */
export function withoutExcess(found: Narrowed, privileges: Privileges, edit: Edit): Edits {
  const { deployed } = privileges;
  const { template } = deployed;
  const narrowed = { ...found, left: found.left.map((part) => writable(part, deployed)) };
  const [statement] = narrowed.statements;
  if (!statement) return undefined;
  if (isByName(statement)) return insteadOfPolicy(statement, exactly(narrowed.left), privileges, edit);
  if (narrowed.left.length === 0) return removeStatement(template.root, statement.node, edit);
  if (narrowed.left.length > 1 && !listHolding(template.root, statement.node)) return asList(narrowed, statement, edit);
  return all(
    ...ownEdits(narrowed, statement, edit),
    ...furtherStatements(narrowed.left, statement, template.root, edit),
  );
}

/** Resources that are new are written so that the deployment does not run in a circle. */
function writable({ actions, resources }: Part, deployed: Deployed): Part {
  const isNew = (one: Element | Target): one is Target => "arn" in one;
  if (!resources?.every(isNew)) return { actions, resources };
  return { actions, resources: withoutCircles([{ actions, targets: resources }], deployed)[0]?.targets ?? [] };
}

/** A statement that stands alone, where a list may stand, becomes the list of those in its place. */
function asList({ left }: Narrowed, { node, condition }: Statement, edit: Edit): Edits {
  const areNew = left.every(({ resources }) => resources?.every((one) => "arn" in one));
  return condition || !areNew ? undefined : edit.replace(node, exactly(left).map(writtenStatement));
}

/** All edits together, or none. */
function all(...parts: readonly Edits[]): Edits {
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function ownEdits(narrowed: Narrowed, statement: Statement, edit: Edit): Edits[] {
  const [first] = narrowed.left;
  return first ? [actionEdit(first, narrowed, statement, edit), resourceEdit(first, narrowed, statement, edit)] : [];
}

/** Whether elements are written where the statement stands, so that writing them anew loses nothing. */
const areWrittenIn = (elements: readonly Element[], node: { readonly start: number; readonly end: number }): boolean =>
  elements.every(({ at }) => node.start <= at.start && at.end <= node.end);

function actionEdit(
  { actions }: Part,
  { unusedActions }: Narrowed,
  { actionNode, ...statement }: Statement,
  edit: Edit,
): Edits {
  const before = statement.actions.map(({ text }) => text);
  if (!actionNode || before.includes(undefined) || !areWrittenIn(statement.actions, actionNode)) return undefined;
  if (isSameSet(before, actions)) return [];
  const left = statement.actions.filter((one) => !unusedActions.includes(one));
  const isRemoval = isSameSet(
    left.map(({ text }) => text),
    actions,
  );
  if (isRemoval && isRemovable(actionNode, unusedActions))
    return all(...unusedActions.map(({ at }) => edit.remove(actionNode, at)));
  return edit.replace(actionNode, asBefore(actions, actionNode.kind));
}

const isSameSet = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** Of a list in brackets, which is one piece of text, one item is taken out at a time. */
const isRemovable = (list: Node, parts: readonly Element[]): boolean =>
  list.kind === "sequence" && (!list.flow || parts.length === 1);

/** A list stays a list. */
const asBefore = (list: readonly Plain[], kind: string): Plain =>
  list.length === 1 && kind !== "sequence" ? (list[0] ?? null) : list;

function resourceEdit(
  { resources }: Part,
  narrowed: Narrowed,
  { resourceNode, ...statement }: Statement,
  edit: Edit,
): Edits {
  if (!resources) return [];
  if (!resourceNode || !areWrittenIn(statement.resources, resourceNode)) return undefined;
  const { unusedResources } = narrowed;
  const left = statement.resources.filter((one) => !unusedResources.includes(one));
  if (isSameSet(left, resources) && isRemovable(resourceNode, unusedResources))
    return all(...unusedResources.map(({ at }) => edit.remove(resourceNode, at)));
  if (resources.length === 0) return undefined;
  const written = resources.map((one) => ("value" in one ? elementWritten(one) : writtenTarget(one)));
  if (written.includes(undefined)) return undefined;
  const plain = written.flatMap((one) => one ?? []);
  return edit.replace(resourceNode, asBefore(plain, isList(statement) ? "sequence" : "scalar"));
}

const isList = ({ resources }: Pick<Statement, "resources">): boolean => resources.length > 1;

function elementWritten({ value: written, text }: Element): Plain | undefined {
  const plain = plainOf(written) ?? text;
  if (plain !== undefined) return plain;
  const pattern = written.kind === "unknown" ? written.pattern : undefined;
  return pattern?.includes("${") ? { "Fn::Sub": pattern } : pattern;
}

/** What does not go into the one statement stands in others beside it. */
function furtherStatements(
  [, ...others]: readonly Part[],
  statement: Statement,
  root: Parameters<typeof listHolding>[0],
  edit: Edit,
): Edits[] {
  if (others.length === 0) return [];
  const list = statement.condition ? undefined : listHolding(root, statement.node);
  if (!list) return [undefined];
  return exactly(others).map((one) => edit.append(list, writtenStatement(one)));
}

/** Parts whose resources are those that are needed. */
const exactly = (parts: readonly Part[]): readonly ExactStatement[] =>
  parts.map(({ actions, resources }) => ({
    actions,
    targets: resources && resources.length > 0 ? resources.filter((one): one is Target => "arn" in one) : undefined,
  }));

/** Exact statements where a policy is named. */
function insteadOfPolicy(
  statement: Statement,
  exact: readonly ExactStatement[],
  privileges: Privileges,
  edit: Edit,
): Edits {
  const { deployed } = privileges;
  const { resource, template } = deployed;
  const named = statement.managedPolicy ? statement.actions[0]?.at : statement.node;
  if (!named) return undefined;
  const list = listHolding(template.root, named);
  const isInPolicies =
    list !== undefined && value.items(resource.property("Policies")?.value).some(({ at }) => at === named);
  const [first, ...others] = exact.length > 0 && isInPolicies ? writtenForSam(exact) : [];
  if (first !== undefined && list)
    return all(edit.replace(named, first), ...others.map((one) => edit.append(list, one)));
  if (exact.length === 0) return removeStatement(template.root, named, edit);
  const turned = list?.items.length === 1 ? turnedInto(list, exact, deployed, edit) : undefined;
  return turned ?? all(removeStatement(template.root, named, edit), addGrants(deployed, exact, edit));
}

/** The list of a single managed policy becomes that of statements in its place, where there is none yet. */
function turnedInto(
  list: Sequence,
  exact: readonly ExactStatement[],
  { resource, template }: Deployed,
  edit: Edit,
): Edits {
  const held = entryHolding(template.root, list);
  const isRole = held?.entry.key.value === "ManagedPolicyArns";
  const key = isRole ? "Policies" : "statements";
  if (!held || (!isRole && held.entry.key.value !== "managedPolicies") || entryOf(held.in, key)) return undefined;
  const policy = { PolicyName: `${resource.name}Policy`, PolicyDocument: writtenPolicy(exact) };
  const written = edit.replace(list, isRole ? [policy] : exact.map(writtenStatement));
  const name = held.entry.key;
  return all(edit.text(name, textAt(name).replace(String(name.value), key)), written);
}

/** What a cure says that leaves exactly that. */
export function exactTitle({ left }: Narrowed, { deployed, usage }: Privileges): string {
  const count = new Set(left.flatMap((part) => part.actions)).size;
  const users = usage.sharing?.length ?? 1;
  const who = users > 1 ? `the ${users} functions need` : `'${deployed.resource.name}' needs`;
  return count === 0
    ? "Remove what is not needed"
    : `Grant exactly the ${count === 1 ? "action" : `${count} actions`} that ${who}`;
}
