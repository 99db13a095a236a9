import { ownRules } from "../engine/rule/own.ts";
import type { Rule } from "../engine/rule/rule.ts";
import { knowledge } from "../rules/knowledge.ts";

/** Every rule whose findings a report may hold, by id: those of the knowledge, and the engine's own about its work. */
export const allRules: readonly Rule[] = [...knowledge.rules, ...ownRules].sort((a, b) =>
  a.meta.id < b.meta.id ? -1 : 1,
);
