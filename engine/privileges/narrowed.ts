import { covers } from "../policy/arn-match.ts";
import { hasWildcard, matchesAction } from "../policy/match.ts";
import type { Element, Statement } from "../policy/statement.ts";
import type { Target } from "../policy/target.ts";
import { exactOf, isGivenByFramework, isToBeGranted } from "./exact.ts";
import type { Need } from "./need.ts";
import { isUnseen, type Privileges } from "./privileges.ts";
import { isOnlyTheirs, mayBeAbout, mayBeOf, type Right, type RightResource, rightOf } from "./rights.ts";

/** What one statement grants beyond need, and what it would say without that. */
export interface Narrowed {
  /** The statements of one place: a policy template, or a managed policy, makes several. */
  readonly statements: readonly Statement[];
  /** Actions and patterns of which nothing is needed. */
  readonly unusedActions: readonly Element[];
  /** Resources that nothing is needed of. */
  readonly unusedResources: readonly Element[];
  /** Patterns of actions of which something is needed, and what. */
  readonly wideActions: readonly { readonly element: Element; readonly needed: readonly string[] }[];
  /** Resources that stand for more than one thing that is needed. */
  readonly wideResources: readonly Element[];
  /** What is to be left, a statement each. */
  readonly left: readonly Part[];
}

/** `resources` undefined: those that are there. */
export interface Part {
  readonly actions: readonly string[];
  readonly resources: readonly (Element | Target)[] | undefined;
}

/** Each place of the function's role that grants something beyond need. Empty while something that is done with the role is not known. */
export const narrowedOf = (privileges: Privileges): readonly Narrowed[] =>
  privileges.isUseKnown
    ? [...byNode(privileges.deployed.grants.statements)].flatMap((all) => narrowed(all, privileges) ?? [])
    : [];

/** The same of one statement. */
export function narrowedStatement({ node }: Statement, privileges: Privileges): Narrowed | undefined {
  const all = privileges.deployed.grants.statements.filter((one) => one.node === node);
  return privileges.isUseKnown ? narrowed(all, privileges) : undefined;
}

function byNode(statements: readonly Statement[]): Iterable<readonly Statement[]> {
  const groups = new Map<unknown, Statement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.node);
    if (group) group.push(statement);
    else groups.set(statement.node, [statement]);
  }
  return groups.values();
}

function narrowed(statements: readonly Statement[], privileges: Privileges): Narrowed | undefined {
  const { deployed } = privileges;
  const isJudged = (one: Statement) =>
    one.effect === "Allow" && (isByName(one) || isPlain(one)) && isOnlyTheirs(one, deployed);
  const [first] = statements;
  if (!first || !statements.every(isJudged)) return undefined;
  const rights = statements.map((statement) => rightOf(statement, deployed.template));
  if (isByName(first)) return named(rights, privileges);
  const found = written(rights, privileges);
  return found.left.length === 1 && isWhole(found) ? undefined : found;
}

const isPlain = ({ notActions, notResources }: Statement): boolean => notActions.length + notResources.length === 0;

const isWhole = ({ unusedActions, unusedResources, wideActions, wideResources }: Narrowed): boolean =>
  unusedActions.length + unusedResources.length + wideActions.length + wideResources.length === 0;

/** Whether a statement is what a policy allows that is only named: no part of it can be changed alone. */
export const isByName = (statement: Statement): boolean =>
  (statement.policyTemplate ?? statement.managedPolicy ?? statement.connector) !== undefined;

/** The needs that a right may serve. */
const servedBy = ({ statement, resources }: Right, { needed, astray }: Privileges): readonly Need[] =>
  needed.filter(
    (need) =>
      mayName(statement, need.action) &&
      (astray.has(need.action) ||
        statement.notResources.length > 0 ||
        resources.some(({ arns, template }) => mayBeAbout(need, arns, template))),
  );

function mayName({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some(({ text }) => text !== undefined && matchesAction(text, action));
  return actions.some(({ text }) => text === undefined || matchesAction(text, action));
}

/** A policy that is named is needed, or not; instead of it, the exact statements would do. */
function named(rights: readonly Right[], privileges: Privileges): Narrowed {
  const statements = rights.map((right) => right.statement);
  const served = new Set(rights.flatMap((right) => servedBy(right, privileges)));
  const actions = statements.flatMap((statement) => statement.actions);
  const isUnused = ({ text }: Element) =>
    text !== undefined && !isUnseen(text) && ![...served].some((need) => matchesAction(text, need.action));
  return {
    statements,
    unusedActions: actions.filter(isUnused),
    unusedResources: [],
    wideActions: [],
    wideResources: [],
    left: exactOf([...served], privileges.deployed.grants.isMade).map(({ actions: names, targets }) => ({
      actions: names,
      resources: targets,
    })),
  };
}

function written([right, ...others]: readonly Right[], privileges: Privileges): Narrowed {
  const statements = [right, ...others].flatMap((one) => one?.statement ?? []);
  const same: Narrowed = {
    statements,
    unusedActions: [],
    unusedResources: [],
    wideActions: [],
    wideResources: [],
    left: [{ actions: [], resources: undefined }],
  };
  // one statement that is used in several ways, by a variable or a condition, is left as it is
  if (!right || others.length > 0) return same;
  const needs = servedBy(right, privileges);
  const actions = actionsIn(right, needs, privileges.deployed.grants.isMade);
  const isAstray = needs.some((need) => privileges.astray.has(need.action));
  const resources =
    actions.isOpen || isAstray || needs.some(({ targets }) => !targets) ? undefined : resourcesIn(right, needs);
  const parts = { ...same, ...actions, ...resources };
  const isEmpty = actions.kept.length === 0 || resources?.kept.length === 0;
  return { ...parts, left: isEmpty ? [] : partsLeft(right, needs, parts, actions.kept) };
}

interface Actions extends Pick<Narrowed, "unusedActions" | "wideActions"> {
  /** The names that are left. */
  readonly kept: readonly string[];
  /** Something is left of which calls do not tell what it is used for. */
  readonly isOpen: boolean;
}

/** `isMade`: what a framework puts into the role need not be written out. */
function actionsIn({ statement }: Right, needs: readonly Need[], isMade: boolean): Actions {
  const unusedActions: Element[] = [];
  const wideActions: { element: Element; needed: readonly string[] }[] = [];
  const kept = new Set<string>();
  let isOpen = false;
  for (const element of statement.actions) {
    const { text } = element;
    if (text === undefined || (isUnseen(text) && !isEverything(text))) {
      isOpen = true;
      if (text !== undefined) kept.add(text);
      continue;
    }
    const needed = needs.filter(({ action }) => matchesAction(text, action));
    const names = hasWildcard(text) ? exactNames(needed, isMade) : [text];
    if (needed.length === 0) unusedActions.push(element);
    else if (hasWildcard(text)) wideActions.push({ element, needed: names });
    if (needed.length > 0) for (const name of names) kept.add(name);
  }
  return { unusedActions, wideActions, kept: [...kept], isOpen };
}

const isEverything = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

/** What cannot be done without; where all of it is only for a better answer, that. */
function exactNames(all: readonly Need[], isMade: boolean): readonly string[] {
  const needs = isMade ? all.filter((need) => !isGivenByFramework(need)) : all;
  const required = needs.filter(isToBeGranted);
  return [...new Set((required.length > 0 ? required : needs).map(({ action }) => action))].sort();
}

interface Resources extends Pick<Narrowed, "unusedResources" | "wideResources"> {
  readonly kept: readonly RightResource[];
}

function resourcesIn({ resources }: Right, needs: readonly Need[]): Resources {
  const targets = needs.flatMap((need) => need.targets ?? []);
  const kept = resources.filter(({ arns, template }) => targets.some((target) => mayBeOf(target, arns, template)));
  const isNarrow = ({ arns }: RightResource) => !arns || arns.every((arn) => targets.some((one) => isPartOf(arn, one)));
  return {
    kept,
    unusedResources: resources.filter((one) => !kept.includes(one)).map(({ element }) => element),
    wideResources: kept.filter((one) => !isNarrow(one)).map(({ element }) => element),
  };
}

/** Whether a pattern stands for nothing but parts of the one resource that a target is, or is a part of. */
const isPartOf = (arn: string, target: Target): boolean =>
  target.arn === "*" ? arn === "*" : covers(`${baseOf(target)}*`, arn) !== false;

/** The ARN of the resource itself. */
const baseOf = ({ arn, suffix }: Target): string =>
  suffix && arn.endsWith(suffix) ? arn.slice(0, -suffix.length) : arn;

function partsLeft(right: Right, needs: readonly Need[], parts: Narrowed, kept: readonly string[]): readonly Part[] {
  const { unusedResources, wideResources } = parts;
  if (unusedResources.length + wideResources.length === 0) return [{ actions: kept, resources: undefined }];
  const isGone = new Set([...unusedResources, ...wideResources]);
  const narrow = right.resources.filter(({ element }) => !isGone.has(element));
  const first = narrow.length > 0 ? [{ actions: kept, resources: narrow.map(({ element }) => element) }] : [];
  const wide = needs.flatMap((need): Need[] => {
    const targets = need.targets?.filter(
      (one) => !narrow.some(({ arns }) => arns?.some((arn) => covers(arn, one.arn))),
    );
    return targets && targets.length > 0 && kept.includes(need.action) ? [{ ...need, kind: "required", targets }] : [];
  });
  const exact = exactOf(wide, false).map(({ actions, targets }) => ({ actions, resources: targets }));
  return [...first, ...exact];
}
