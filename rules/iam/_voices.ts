import {
  type Action,
  actionsMatching,
  type Element,
  matchesAction,
  memoByText,
  platformActions,
  type Statement,
} from "../../engine/authoring.ts";
import { escalations } from "../facts/escalations.ts";
import { optionallyLimited } from "../facts/optionally-limited.ts";
import { bulkReads, decryptions, secretReads } from "../facts/sensitive-actions.ts";
import { arnsOf, isEvery } from "./_reach.ts";
import { everyResource, grants, isLimited, serviceIn } from "./_wildcard.ts";

/**
 * Which rule speaks of an action, or pattern of actions, that is allowed on every resource, so that one fault has one finding: `service` is
 * `iam/no-wildcard-action`, `role` is `iam/passrole-star`, `escalation` is `iam/privilege-escalation`, and so on; `any` is
 * `iam/no-wildcard-resource`. Undefined: nobody, it cannot be limited.
 */
export type Voice = "service" | "role" | "escalation" | "secret" | "key" | "permissions" | "data" | "any";

export const voiceOf = memoByText((pattern): Voice | undefined => {
  if (serviceIn(pattern) !== undefined) return "service";
  const limitable = actionsMatching(pattern).filter((action) => action.isLimitable && !isExempt(action.name));
  const isAmong = (names: ReadonlySet<string>) => limitable.some(({ name }) => names.has(name));
  if (isAmong(passing)) return "role";
  if (isAmong(escalating)) return "escalation";
  if (isAmong(secret)) return "secret";
  if (isAmong(decrypting)) return "key";
  if (limitable.some(({ level }) => level === "permissions")) return "permissions";
  if (isAmong(bulk)) return "data";
  // of a pattern that mostly stands for what only works on `*`, an ARN would take away the most
  return limitable.length * 2 > actionsMatching(pattern).length ? "any" : undefined;
});

const passing: ReadonlySet<string> = new Set(["iam:PassRole"]);
const secret: ReadonlySet<string> = new Set(secretReads);
const decrypting: ReadonlySet<string> = new Set(decryptions);
const bulk: ReadonlySet<string> = new Set(bulkReads);

/** Actions that by themselves lead to more rights, where they are allowed on everything. */
const escalating: ReadonlySet<string> = new Set(
  escalations.flatMap(({ everywhere, beside }) => (everywhere.length === 1 && !beside ? everywhere : [])),
);

/** What every function may do, and what is limited by other means. */
const isExempt = (action: string): boolean =>
  [...platformActions, ...optionallyLimited].some((pattern) => matchesAction(pattern, action));

/** Actions that one of the rules speaks of, and the resource that stands for everything. */
export interface Spoken {
  readonly statement: Statement;
  readonly resource: Element;
  /** As they are written. */
  readonly actions: readonly string[];
}

/** The actions of a statement that a voice speaks of because they are allowed on `*`. */
export function spokenOnStar(statement: Statement, voice: Voice): Spoken | undefined {
  const resource = everyResource(statement);
  if (!resource || !grants(statement) || isLimited(statement)) return undefined;
  const actions = textsOf(statement).filter((text) => voiceOf(text) === voice);
  return actions.length > 0 ? { statement, resource, actions } : undefined;
}

/** The same for `*` and for an ARN that stands for all resources of a type: `role/*`. */
export function spokenOnAll(statement: Statement, voice: Voice): Spoken | undefined {
  const onStar = spokenOnStar(statement, voice);
  if (onStar || everyResource(statement) || !grants(statement) || isLimited(statement)) return onStar;
  const actions = textsOf(statement).filter((text) => voiceOf(text) === voice);
  for (const resource of actions.length > 0 ? statement.resources : []) {
    const arns = arnsOf(resource, statement);
    const isAll = (action: Action) => arns.some((arn) => isEvery(arn, action));
    const spoken = actions.filter((text) => actionsMatching(text).some(isAll));
    if (spoken.length > 0) return { statement, resource, actions: spoken };
  }
  return undefined;
}

const textsOf = ({ actions }: Statement): readonly string[] => actions.flatMap(({ text }) => text ?? []);
