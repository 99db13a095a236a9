import type { Statement } from "../../engine/policy/statement.ts";
import { statementsOfPolicyFile } from "../../engine/policy/statements.ts";
import { documentOf } from "../template/reading.ts";

/** A statement as a policy file has it. */
export type Written = Readonly<Record<string, unknown>>;

export const statementsOf = (...written: readonly Written[]): readonly Statement[] =>
  statementsOfPolicyFile(documentOf(JSON.stringify({ Version: "2012-10-17", Statement: written }), "/app/policy.json"));

export const allow = (Action: unknown, Resource: unknown = "*", Condition?: unknown): Written => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

export const deny = (Action: unknown, Resource: unknown = "*", Condition?: unknown): Written => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
