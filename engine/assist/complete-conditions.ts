import { type ConditionKey, serviceNamed } from "../policy/catalogue.ts";
import { globalConditionKeys, keysOfAction } from "../policy/condition-keys.ts";
import { actionsIn } from "./complete-actions.ts";
import { type Asked, inSnippet, type Suggestion } from "./completion.ts";
import { markdownOfKey, markdownOfOperator } from "./describe.ts";
import { operatorNamed, operators } from "./operators.ts";

export const operatorSuggestions = ({ spot }: Asked): readonly Suggestion[] =>
  operators.map(({ name, of, description }, index) => ({
    label: name,
    kind: "operator",
    detail: of === "any" ? "any key" : of,
    markdown: markdownOfOperator({ name, of, description }),
    text: name,
    after: spot.form === "block" ? ":" : ": ",
    order: String(index).padStart(3, "0"),
  }));

/** The keys that the statement's actions bring, then those that every request has. */
export function keySuggestions({ spot, statement }: Asked, operator: string): readonly Suggestion[] {
  const of = operatorNamed(operator)?.of;
  const own = new Map<string, ConditionKey>();
  for (const action of actionsIn(statement)) {
    const service = serviceNamed(action.name.slice(0, action.name.indexOf(":")));
    for (const name of keysOfAction(action)) {
      const key = service?.conditionKeys.get(name.toLowerCase());
      if (key) own.set(key.name, key);
    }
  }
  // a prefix that is typed may be of a service that no action names yet
  const typed = serviceNamed(spot.typed.slice(0, Math.max(0, spot.typed.indexOf(":"))));
  for (const key of typed?.conditionKeys.values() ?? []) own.set(key.name, key);
  const others = globalConditionKeys.filter(({ name }) => !own.has(name));
  return [
    ...[...own.values()].map((key) => keySuggestion(key, "0", of)),
    ...others.map((key) => keySuggestion(key, "1", of)),
  ];
}

function keySuggestion(key: ConditionKey, rank: string, of: string | undefined): Suggestion {
  const isFitting =
    of === undefined || of === "any" || key.type.endsWith(of) || (of === "String" && key.type === "ARN");
  let place = 0;
  const text = inSnippet(key.name).replace(/\\\$\{([^{}\\]*)\\\}/g, (_, name: string) => `\${${++place}:${name}}`);
  return {
    label: key.name,
    kind: "condition",
    detail: key.type,
    markdown: markdownOfKey(key),
    text: place > 0 ? text : key.name,
    isSnippet: place > 0,
    after: ": ",
    order: `${isFitting ? 0 : 1}${rank}${key.name}`,
  };
}

/** The few values that can be told: of a switch, and the own account. */
export function valueSuggestions({ isTemplate, spot }: Asked, operator: string, key: string): readonly Suggestion[] {
  const of = operatorNamed(operator)?.of;
  if (of === "Bool" || operator === "Null")
    return ["true", "false"].map((text, index) => ({ label: text, kind: "value", text, order: String(index) }));
  if (!isTemplate || !/^aws:(?:Source|Resource|Principal)Account$/i.test(key) || spot.tag) return [];
  const raw = spot.form === "json" ? '{ "Ref": "AWS::AccountId" }' : "!Ref AWS::AccountId";
  return [{ label: raw, kind: "value", detail: "the own account", text: raw, raw, order: "0" }];
}
