import {
  type AccessLevel,
  type Action,
  actionNamed,
  actionsMatching,
  type ConditionKey,
  isCatalogued,
  prefixOf,
  serviceNamed,
} from "../policy/catalogue.ts";
import { conditionKeyNamed, keysOfAction } from "../policy/condition-keys.ts";
import { hasWildcard } from "../policy/match.ts";
import { type Operator, operatorNamed } from "./operators.ts";

export const levelWords: Readonly<Record<AccessLevel, string>> = {
  read: "reads",
  list: "lists",
  write: "writes",
  permissions: "changes permissions",
  tagging: "changes tags",
};

const mostListed = 12;

/** Names in a row, cut where they are many. */
export function inRow(names: readonly string[], most = mostListed): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

const sentence = (text: string): string => {
  const words = text.trim().replace(/\.$/, "");
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};

/** What an action does, how much it may do, to what it can be limited, and by which keys. */
export function markdownOfAction(action: Action): string {
  const { name, level, description, resources } = action;
  const types = resources.flatMap(({ type, isRequired }) =>
    type.arns.map((arn) => `- ${type.name}${isRequired ? "" : " (if it concerns one)"}: \`${arn}\``),
  );
  const keys = keysOfAction(action);
  return [
    `**${name}** · ${levelWords[level]}`,
    sentence(description),
    types.length > 0
      ? `Can be limited to\n\n${types.slice(0, mostListed).join("\n")}`
      : 'Cannot be limited to a resource: `Resource` has to be `"*"`.',
    keys.length > 0 ? `Condition keys: ${inRow(keys)}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What an action or a pattern of actions means. Undefined: it is none that is known. */
export function markdownOfActionPattern(pattern: string): string | undefined {
  if (/^\*+$/.test(pattern)) return "**\\*** is every action of every service.";
  if (!isCatalogued(pattern)) return undefined;
  if (!hasWildcard(pattern)) {
    const action = actionNamed(pattern);
    return action && markdownOfAction(action);
  }
  const actions = actionsMatching(pattern);
  const title = `**${pattern.replaceAll("*", "\\*")}**`;
  if (actions.length === 0) return `${title} matches no action of ${serviceNamed(prefixOf(pattern))?.title}.`;
  const levels = Object.entries(levelWords).flatMap(([level, words]) => {
    const some = actions
      .filter((action) => action.level === level)
      .map(({ name }) => name.slice(name.indexOf(":") + 1));
    return some.length > 0 ? [`- ${some.length} ${words}: ${inRow(some, 6)}`] : [];
  });
  const count = actions.length === 1 ? "1 action" : `${actions.length} actions`;
  return `${title} is ${count} of ${serviceNamed(prefixOf(pattern))?.title}\n\n${levels.join("\n")}`;
}

export const markdownOfService = (prefix: string): string | undefined => {
  const service = serviceNamed(prefix);
  return service && `**${service.prefix}** · ${service.title}, ${service.actions.size} actions`;
};

export const markdownOfKey = (key: ConditionKey): string =>
  `**${key.name}** · ${key.type}\n\nCompares ${key.description.trim().replace(/\.$/, "")}.`;

export function markdownOfKeyNamed(name: string): string | undefined {
  const key = conditionKeyNamed(name, serviceNamed(prefixOf(name)));
  return key && markdownOfKey(key);
}

export const markdownOfOperator = ({ name, description }: Operator): string => `**${name}**\n\n${description}`;

export function markdownOfOperatorNamed(name: string): string | undefined {
  const operator = operatorNamed(name);
  return operator && markdownOfOperator(operator);
}
