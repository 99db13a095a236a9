import type { Statement } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

/** Who has the rights of a statement, as a message says it. */
export function holderOf({ owner, template }: Pick<Statement, "owner" | "template">): string {
  if (owner) return `'${shown(owner.name, 30)}'`;
  return template ? "every function of the service" : "whoever has this policy";
}
