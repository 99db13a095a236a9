import { operations, packages } from "../facts/operations.ts";
import { actionsOfOthers, operationsWithoutRights, primaryActions } from "../facts/primary-actions.ts";
import { memoByText } from "../memo.ts";
import { actionNamed, prefixOf } from "./catalogue.ts";

/** What an operation of the SDK may need. */
export interface OperationActions {
  /** Without these a call fails, whatever it is called with. */
  readonly required: readonly string[];
  /** These it needs with certain parameters only. */
  readonly conditional: readonly string[];
  /** The services, as principals, that a call may pass a role to: `lambda.amazonaws.com`. Undefined: it passes none. */
  readonly passesRoleTo?: readonly string[];
}

/** The IAM prefixes of a service as SDK v3 names its package, `secrets-manager`. Empty: not catalogued. */
export const prefixesOf = (service: string): readonly string[] =>
  Object.hasOwn(packages, service) ? wordsOf(packages[service] ?? "") : [];

/**
 * What an operation needs, by the package's name and its own; or an action that no operation stands for, by its prefix and its name:
 * `rds-db`, `connect`. Undefined: it is not catalogued.
 */
export function neededActions(service: string, operation: string): OperationActions | undefined {
  for (const prefix of new Set([...prefixesOf(service), service])) {
    const found = needed(`${prefix}:${operation}`);
    if (found) return found;
  }
  return undefined;
}

const needed = memoByText((name): OperationActions | undefined => {
  const listed = listedFor(name);
  const primary = primaryOf(name, listed?.actions ?? []);
  if (asksNoRights(name)) return { required: [], conditional: primary ?? [] };
  if (!primary && !listed) return undefined;
  const conditional = (listed?.actions ?? []).filter((action) => !primary?.includes(action));
  return { required: primary ?? [], conditional, passesRoleTo: listed?.passesRoleTo };
});

/** The actions that a call cannot do without: those decided by hand, the one of the operation's own name, or the only one there is. */
function primaryOf(name: string, listed: readonly string[]): readonly string[] | undefined {
  if (Object.hasOwn(primaryActions, name)) return wordsOf(primaryActions[name] ?? "");
  const own = actionNamed(name)?.name;
  if (own) return [own];
  const operation = name.slice(prefixOf(name).length);
  const elsewhere = listed.find((action) => action.slice(prefixOf(action).length) === operation);
  if (elsewhere) return [elsewhere];
  if (listed.length === 1) return listed;
  const ofService = listed.filter((action) => prefixOf(action) === prefixOf(name));
  return ofService.length === 1 ? ofService : undefined;
}

function asksNoRights(name: string): boolean {
  const prefix = prefixOf(name);
  const line = Object.hasOwn(operationsWithoutRights, prefix) ? (operationsWithoutRights[prefix] ?? "") : "";
  return wordsOf(line).includes(name.slice(prefix.length + 1));
}

interface Listed {
  readonly actions: readonly string[];
  readonly passesRoleTo?: readonly string[];
}

const listedFor = (name: string): Listed | undefined =>
  operationsOf(prefixOf(name)).get(name.slice(prefixOf(name).length + 1));

const operationsOf = memoByText((prefix): ReadonlyMap<string, Listed> => {
  const line = Object.hasOwn(operations, prefix) ? (operations[prefix] ?? "") : "";
  return new Map(
    wordsOf(line).map((word): [string, Listed] => {
      const [operation = "", names = ""] = word.split("=");
      return [operation, listedIn(prefix, names.split(","))];
    }),
  );
});

function listedIn(prefix: string, words: readonly string[]): Listed {
  const passing = words.find((word) => /^(?:iam:)?PassRole\b/.test(word));
  const actions = words
    .filter((word) => word !== passing)
    .map((word) => (word.includes(":") ? word : `${prefix}:${word}`));
  return {
    actions: actions.filter((action) => !actionsOfOthers.includes(action)),
    ...(passing === undefined ? {} : { passesRoleTo: passing.split("@")[1]?.split(";") ?? [] }),
  };
}

const wordsOf = (line: string): string[] => line.split(" ").filter((word) => word !== "");

/**
 * Every action that a call of an SDK operation may need, the required ones first. Empty: the service or operation is not catalogued, so
 * nothing may be concluded.
 */
export function actionsOf(service: string, operation: string): readonly string[] {
  const found = neededActions(service, operation);
  return found ? [...found.required, ...found.conditional, ...(found.passesRoleTo ? ["iam:PassRole"] : [])] : [];
}

/** The actions without which a call fails. Empty: it depends on what is called with, or is not known. */
export const requiredActionsOf = (service: string, operation: string): readonly string[] =>
  neededActions(service, operation)?.required ?? [];
