import { globalKeys } from "../facts/global-condition-keys.ts";
import { memo } from "../memo.ts";
import type { Action, ConditionKey, KeyType, Service } from "./catalogue.ts";
import { matchesText } from "./match.ts";

/** Condition keys that every service knows. */
export const globalConditionKeys: readonly ConditionKey[] = globalKeys.map(([name, type, description]) => ({
  name,
  type: type as KeyType,
  description,
}));

/**
 * What a key of a condition is, in any case: one that every service knows, or one of the service given. `aws:ResourceTag/team` is
 * `aws:ResourceTag/${TagKey}`.
 */
export function conditionKeyNamed(name: string, service?: Service): ConditionKey | undefined {
  const wanted = name.toLowerCase();
  const exact = service?.conditionKeys.get(wanted) ?? globals.get(wanted);
  if (exact) return exact;
  const open = [...(service ? openOf(service) : []), ...openGlobals];
  return open.find((key) => matchesText(key.name.toLowerCase().replace(/\$\{[^{}]*\}/g, "*"), wanted));
}

/** The keys of its service that a request for an action brings: its own and those of its resource types. */
export const keysOfAction = (action: Action): readonly string[] => [
  ...new Set([...action.conditionKeys, ...action.resources.flatMap(({ type }) => type.conditionKeys)]),
];

const globals: ReadonlyMap<string, ConditionKey> = new Map(
  globalConditionKeys.map((key) => [key.name.toLowerCase(), key]),
);

/** Its name holds one that policies choose. */
const isOpen = ({ name }: ConditionKey): boolean => name.includes("${");

const openGlobals: readonly ConditionKey[] = globalConditionKeys.filter(isOpen);

const openOf = memo((service: Service): readonly ConditionKey[] => [...service.conditionKeys.values()].filter(isOpen));
