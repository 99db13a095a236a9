import { type RuleShown, tableOf } from "./overview.ts";
import { proofSummaryOf } from "./proof-table.ts";
import type { ProofWords } from "./proof-words.ts";

/** The README with the tables of rules and of proofs, each between its two marks; as it is if it has none. */
export function readmeOf(text: string, rules: readonly RuleShown[], proofs: readonly ProofWords[]): string {
  return between(between(text, "rules", tableOf(rules, "docs/rules/")), "proofs", proofSummaryOf(proofs));
}

function between(text: string, mark: string, table: string): string {
  const open = `<!-- ${mark} -->`;
  const start = text.indexOf(open);
  const end = text.indexOf(`<!-- /${mark} -->`);
  if (start < 0 || end < start) return text;
  return `${text.slice(0, start + open.length)}\n${table}\n${text.slice(end)}`;
}
