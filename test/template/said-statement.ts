import type { Statement } from "../../engine/policy/statement.ts";
import { said } from "./reading.ts";

/** A statement in words: `identity of Role: Allow s3:GetObject on *`. */
export function statementSaid(statement: Statement): string {
  const words = (elements: Statement["actions"]) =>
    elements.map((element) => element.text ?? said(element.value)).join(" ");
  const actions = statement.notActions.length > 0 ? `all but ${words(statement.notActions)}` : words(statement.actions);
  const on = statement.resources.length > 0 ? ` on ${words(statement.resources)}` : "";
  return `${statement.role} of ${statement.owner?.name ?? "nobody"}: ${statement.effect} ${actions}${on}`;
}
