import { type RuleShown, tableOf } from "./overview.ts";

const START = "<!-- rules -->";
const END = "<!-- /rules -->";

/** The README with the table of rules between its two marks; as it is if it has none. */
export function readmeOf(text: string, rules: readonly RuleShown[]): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) return text;
  return `${text.slice(0, start + START.length)}\n${tableOf(rules, "docs/rules/")}\n${text.slice(end)}`;
}
