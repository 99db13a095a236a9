import {
  type Action,
  actionNamed,
  actionsMatching,
  type Element,
  memo,
  memoByText,
  type Statement,
  value,
} from "../../engine/authoring.ts";
import { type Escalation, escalations } from "../facts/escalations.ts";
import { broadFor } from "./_reach.ts";
import { grants, isEveryAction, isLimited, serviceIn } from "./_wildcard.ts";

/** Where an action of an escalation is allowed. */
export interface Part {
  readonly action: string;
  readonly statement: Statement;
  readonly element: Element;
}

/** An escalation that statements allow together. The parts are in the order of the statements: the last one completes it. */
export interface Way {
  readonly escalation: Escalation;
  readonly parts: readonly Part[];
}

/** The ways to more rights that statements open together, the worst first. */
export const waysIn = memo((statements: readonly Statement[]): readonly Way[] => {
  const allowed = partsByAction([...statements.filter((one) => !isNamed(one)), ...statements.filter(isNamed)]);
  if (allowed.size === 0) return [];
  const denied = statements.filter(({ effect }) => effect === "Deny");
  const isOpen = (action: string) => !denied.some((one) => mayDeny(one, action));
  return escalations.flatMap((escalation) => {
    const parts = partsOf(escalation, allowed, isOpen);
    return parts && !isOneWildcard(parts) ? [{ escalation, parts: inOrder(parts, statements) }] : [];
  });
});

type Allowed = ReadonlyMap<string, readonly Part[]>;

/** Where each of the actions of the table is allowed, in the order of the statements. */
function partsByAction(statements: readonly Statement[]): Allowed {
  const found = new Map<string, Part[]>();
  for (const statement of statements) {
    if (!grants(statement)) continue;
    for (const element of statement.actions)
      for (const action of tabled(element.text ?? "")) {
        const parts = found.get(action) ?? [];
        if (parts.length < mostParts) parts.push({ action, statement, element });
        found.set(action, parts);
      }
  }
  return found;
}

/** More places that allow one action are not compared. */
const mostParts = 500;

/** The actions of the table that a pattern stands for. */
const tabled = memoByText((pattern): readonly string[] => {
  if (isEveryAction(pattern)) return [];
  return actionsMatching(pattern).flatMap(({ name }) => (names.has(name) ? [name] : []));
});

const names: ReadonlySet<string> = new Set(
  escalations.flatMap(({ everywhere, beside = [] }) => [...everywhere, ...beside.flat()]),
);

function partsOf(escalation: Escalation, allowed: Allowed, isOpen: (action: string) => boolean): Part[] | undefined {
  const parts: Part[] = [];
  for (const action of escalation.everywhere) {
    const known = actionNamed(action);
    const part = allowed.get(action)?.find((one) => known && isOnAll(one, known, escalation));
    if (!part || !isOpen(action)) return undefined;
    parts.push(part);
  }
  for (const choice of escalation.beside ?? []) {
    const part = choice
      .filter(isOpen)
      .flatMap((action) => allowed.get(action) ?? [])
      .find(isUnlimited);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

const isUnlimited = ({ statement }: Part): boolean => !isLimited(statement);

const isOnAll = (part: Part, action: Action, { passedTo }: Escalation): boolean =>
  (isUnlimited(part) || isPassedTo(part.statement, passedTo)) &&
  (!action.isLimitable || broadFor(part.statement, action) !== undefined);

/** Whether all that limits a statement is the service a role is passed to, and it may be that one. */
function isPassedTo({ condition }: Statement, service: string | undefined): boolean {
  const tests = value.map(condition)?.entries ?? [];
  const [test, ...others] = tests;
  const keys = value.map(test?.value)?.entries ?? [];
  const [key] = keys;
  if (!service || !key || others.length > 0 || keys.length > 1) return false;
  if (!/^String(?:Equals|Like)/.test(String(test?.key.value))) return false;
  return (
    /^iam:PassedToService$/i.test(String(key.key.value)) &&
    value.items(key.value).some((one) => value.text(one) === service)
  );
}

/** Whether a statement takes away an action from some resource, in some case. */
function mayDeny({ actions, notActions }: Statement, action: string): boolean {
  const isNamed = ({ text }: Element) =>
    text === undefined || isEveryAction(text) || actionsMatching(text).some(({ name }) => name === action);
  return actions.some(isNamed) || (notActions.length > 0 && !notActions.some(isNamed));
}

/** Whether one `iam:*` allows it all, of which `iam/no-wildcard-action` speaks. */
function isOneWildcard([first, ...others]: readonly Part[]): boolean {
  const pattern = first?.element.text;
  if (pattern === undefined || serviceIn(pattern) === undefined) return false;
  return others.every(({ element }) => element === first?.element);
}

/** Whether a statement is what a policy allows that is only named, so that there is no place to speak of it. */
const isNamed = ({ policyTemplate, managedPolicy }: Statement): boolean =>
  (policyTemplate ?? managedPolicy) !== undefined;

/** What is only named comes first. */
function inOrder(parts: readonly Part[], statements: readonly Statement[]): readonly Part[] {
  const places = new Map(statements.map((statement, index) => [statement, index]));
  const placeOf = ({ statement }: Part) => (isNamed(statement) ? -1 : (places.get(statement) ?? 0));
  return [...parts].sort((a, b) => placeOf(a) - placeOf(b));
}
