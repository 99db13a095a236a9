import {
  actionsOf,
  type Deployed,
  matchesAction,
  requiredActionsOf,
  resourcesOfType,
  type Usage,
} from "../../engine/authoring.ts";
import {
  companions,
  destinationActions,
  platformActions,
  pollingActions,
  selfContained,
  unseenActions,
} from "../facts/lambda-grants.ts";
import { otherWords } from "../facts/sdk-words.ts";
import { hasKeyBelow } from "../shared/entries-below.ts";

/**
 * The actions that a function's calls may need, in lower case. Undefined: not all calls are known, or one makes a service work on others
 * in the function's name, so nothing may be concluded from an absence.
 */
export function neededActions({ calls, modules, complete }: Usage): ReadonlySet<string> | undefined {
  if (!complete || modules.some(({ file }) => hidesCalls.test(file.text))) return undefined;
  const needed = new Set<string>();
  for (const { service, operation } of calls) {
    const actions = actionsOf(service, operation);
    if (actions.length === 0 || !selfContained.has(service) || /^(Export|Import)/.test(operation)) return undefined;
    for (const action of actions) needed.add(action.toLowerCase());
  }
  for (const [companion, beside] of companions) if (needed.has(beside)) needed.add(companion);
  return needed;
}

/** Waiters, which poll by calls of other names, and modules that are chosen at run time. */
const hidesCalls =
  /\bwaitUntil[A-Z]|\.waitFor\(|\b(?:require|import)\((?!\s*(?:"[^"\n]*"|'[^'\n]*'|`[^`$\n]*`)\s*[,)])/;

/** Whether the code has a word for the call that an action is named after: a call that could not be followed may need it. */
export function isMentioned(action: string, { modules }: Usage): boolean {
  const operation = action.slice(action.indexOf(":") + 1);
  const method = `.${operation.charAt(0).toLowerCase()}${operation.slice(1)}(`;
  const words = [`${operation}Command`, `paginate${operation}`, method, ...(otherWords[action.toLowerCase()] ?? [])];
  return modules.some(({ file }) => words.some((word) => file.text.includes(word)));
}

/** The actions that the calls cannot do without, of those that a pattern grants: what it can be replaced by. */
export function exactActions({ calls }: Usage, pattern: string): readonly string[] {
  const exact = calls.flatMap(({ service, operation }) => {
    const required = requiredActionsOf(service, operation);
    return required.length > 0 ? required : actionsOf(service, operation);
  });
  return [...new Set(exact)].filter((action) => matchesAction(pattern, action)).sort();
}

/** Patterns of actions that are used without a call of the code that could be seen: by Lambda itself, or past the SDK. */
export function unjudgedActions({ resource, triggers, template, environment }: Deployed): readonly string[] {
  const sources = triggers.length === 0 ? Object.keys(pollingActions) : triggers.map(({ kind }) => kind);
  const polling = sources.flatMap((kind) => pollingActions[kind] ?? []);
  const handsOn = /^(DestinationConfig|DeadLetterConfig|DeadLetterQueue|destinations|onError)$/;
  const configured = [resource, ...hasDestinations.flatMap((type) => resourcesOfType(template, type))];
  const destinations = configured.some(({ entry }) => hasKeyBelow(entry.value, handsOn)) ? destinationActions : [];
  const secrets = [...environment.keys()].some((name) => namesSecret.test(name)) ? secretActions : [];
  return [...platformActions, ...unseenActions, ...polling, ...destinations, ...secrets];
}

/** A variable that hands the function a secret's name: the code is about to read it. */
const namesSecret = /SECRET.*(?:ARN|ID|NAME)$/i;
const secretActions = ["secretsmanager:GetSecretValue"];

/** Resources beside the function that say where its failures and results go. */
const hasDestinations = ["AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping"];

/** Whether an action or pattern is among those, or has some of those in it. */
export const isUnjudged = (action: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesAction(pattern, action) || matchesAction(action, pattern));
