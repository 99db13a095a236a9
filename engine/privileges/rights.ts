import { memoByText } from "../memo.ts";
import { arnsIn } from "../policy/arn.ts";
import { covers, mayMeet } from "../policy/arn-match.ts";
import { isInherited } from "../policy/grants.ts";
import { matchesAction } from "../policy/match.ts";
import type { Element, Statement } from "../policy/statement.ts";
import { statementsHeldBy } from "../policy/statements.ts";
import type { Target } from "../policy/target.ts";
import type { Deployed } from "../project/deployed.ts";
import { gathered } from "../template/derived.ts";
import type { Resource, Template } from "../template/model.ts";
import { at, items, map, text } from "../template/value.ts";
import type { Need } from "./need.ts";

/** A statement with its resources in normal form. */
export interface Right {
  readonly statement: Statement;
  readonly resources: readonly RightResource[];
}

export interface RightResource {
  readonly element: Element;
  /** Undefined: not to be known. */
  readonly arns: readonly string[] | undefined;
  readonly template: Template;
}

/** Read anew each time, since what a reference stands for may change with the template. */
export const rightOf = (statement: Statement, template: Template): Right => ({
  statement,
  resources: statement.resources.map((element) => ({ element, arns: arnsIn(element.value, template), template })),
});

/** How surely something is so. */
export const never = 0;
export const perhaps = 1;
export const surely = 2;
export type Certainty = 0 | 1 | 2;

export const most = (all: readonly Certainty[]): Certainty =>
  all.includes(surely) ? surely : all.includes(perhaps) ? perhaps : never;

/** How surely statements speak of an action on a resource; `arn` undefined: on one that is not known. */
export const speakOf = (rights: readonly Right[], action: string, arn: string | undefined): Certainty =>
  most(rights.map((right) => speaksOf(right, action, arn)));

function speaksOf(right: Right, action: string, arn: string | undefined): Certainty {
  const { statement } = right;
  const named = namesAction(statement, action);
  if (named === never) return never;
  const reached = statement.notResources.length > 0 ? perhaps : most(right.resources.map((one) => reaches(one, arn)));
  const both = Math.min(named, reached) as Certainty;
  return both === surely && isConditional(statement) ? perhaps : both;
}

function namesAction({ actions, notActions }: Statement, action: string): Certainty {
  const found = most([...actions, ...notActions].map(({ text: pattern }) => matched(pattern, action)));
  if (notActions.length === 0) return found;
  return found === surely ? never : found === never ? surely : perhaps;
}

const matched = (pattern: string | undefined, action: string): Certainty =>
  pattern === undefined ? perhaps : matchesAction(pattern, action) ? surely : never;

function reaches({ arns, template }: RightResource, arn: string | undefined): Certainty {
  if (!arns) return perhaps;
  if (arn === undefined) return arns.every((one) => /^\*+$/.test(one)) ? surely : perhaps;
  const found = arns.map((pattern) => covers(pattern, arn));
  if (found.every((one) => one === true)) return surely;
  // a wildcard in what a call asks for stands for what is not known of it
  return arns.some((pattern) => meet(pattern, arn, template)) ? perhaps : never;
}

/**
 * Whether some text may be matched by both. `${Albums}` is the name of one resource, which is no other resource's and no part of another
 * name: that `mayMeet`, which knows nothing of the template, cannot tell.
 */
function meet(a: string, b: string, template: Template): boolean {
  const [one, other] = [namedIn(a), namedIn(b)];
  if (one && other && one.before === other.before && isResource(one.name, template) && isResource(other.name, template))
    return one.name === other.name && mayMeet(one.before + one.after, other.before + other.after);
  return mayMeet(a, b);
}

/** What stands around the first name that is known at deployment only, in the last segment of an ARN. */
const namedIn = memoByText(
  (arn): { readonly before: string; readonly name: string; readonly after: string } | undefined => {
    const start = arn.replace(/\$\{AWS::\w+\}/g, (piece) => "_".repeat(piece.length)).indexOf("${");
    const end = start < 0 ? -1 : arn.indexOf("}", start);
    const before = arn.slice(0, Math.max(start, 0));
    const name = arn.slice(start + 2, Math.max(end, 0));
    const isInLast = before.replace(/\$\{AWS::\w+\}/g, "").split(":").length > 5;
    return end > 0 && isInLast && /^[\w-]+$/.test(name) ? { before, name, after: arn.slice(end + 1) } : undefined;
  },
);

const isResource = (name: string, template: Template): boolean => template.resource(name) !== undefined;

/** Whether a condition narrows a statement, or may. */
export function isConditional({ condition }: Statement): boolean {
  if (!condition || (condition.kind === "known" && condition.value === null)) return false;
  return map(condition)?.entries.length !== 0;
}

/** Whether a need may be about one of some resources. */
export const mayBeAbout = ({ targets }: Need, arns: readonly string[] | undefined, template: Template): boolean =>
  !targets || targets.some((target) => mayBeOf(target, arns, template));

/** Whether a target may be one of some resources. */
export const mayBeOf = (target: Target, arns: readonly string[] | undefined, template: Template): boolean =>
  !arns || arns.some((arn) => meet(arn, target.arn, template));

/** Whether nobody has a statement's rights but the functions that run with the role. */
export function isOnlyTheirs({ owner }: Statement, { resource, template, grants }: Deployed): boolean {
  if (owner === undefined) return grants.users.length > 0 && !isInherited(template);
  if (owner.name === resource.name) return true;
  if (owner.type === "AWS::IAM::Policy") return items(owner.property("Roles")?.value).length === 1;
  return owner.type === "AWS::IAM::Role" && isForLambdaOnly(owner);
}

function isForLambdaOnly(role: Resource): boolean {
  const trust = items(at(role.property("AssumeRolePolicyDocument")?.value, "Statement"));
  const principals = trust.flatMap((statement) => items(at(statement, "Principal", "Service")));
  return principals.length > 0 && principals.every((one) => text(one) === "lambda.amazonaws.com");
}

/** Whether a policy of a resource of the template may allow an action, whatever the caller's role says. */
export const isPerhapsAllowedByResource = (template: Template, action: string): boolean =>
  [...allowedByResources(template, prefixOf(action)), ...allowedByResources(template, "*")].some(
    (statement) => namesAction(statement, action) !== never,
  );

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();

/** Statements of resource policies that allow something to somebody, by the prefixes of what they name. */
const allowedByResources = gathered((owner) => {
  const own = statementsHeldBy(owner).filter(({ role, effect }) => role === "resource" && effect === "Allow");
  return own.flatMap((statement) => {
    const prefixes = statement.actions.map(({ text: action }) => prefixOf(action ?? "") || "*");
    return [...new Set(statement.notActions.length > 0 ? ["*"] : prefixes)].map((key) => [key, statement] as const);
  });
});
