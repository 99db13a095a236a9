import type { CallerCheck, Resource } from "./model.ts";
import type { Value } from "./value.ts";
import { at, items, map, text } from "./value.ts";

/** What a named way of checking callers amounts to; absent and `NONE` mean that none does. */
export function checkNamed(value: Value | undefined): CallerCheck {
  if (!value) return "none";
  if (value.kind !== "known") return "unknown";
  const name = text(value);
  return value.value === null || name?.toUpperCase() === "NONE" ? "none" : "some";
}

/** Whether a resource policy keeps anyone out: one that allows everyone, or denies only plain HTTP, does not. */
export function checkByPolicy(statements: Value | undefined): CallerCheck {
  if (!statements) return "none";
  const all = statements.kind === "known" ? items(statements) : [statements];
  if (all.some((statement) => !map(statement))) return "unknown";
  if (all.some(isRestrictingDenial)) return "some";
  return all.some(isOpenToAll) ? "none" : "some";
}

function isRestrictingDenial(statement: Value): boolean {
  if (text(at(statement, "Effect")) !== "Deny") return false;
  const tests = map(at(statement, "Condition"))?.entries ?? [];
  const keys = tests
    .flatMap((test) => map(test.value)?.entries ?? [])
    .map((entry) => String(entry.key.value).toLowerCase());
  return keys.some((key) => key !== "aws:securetransport");
}

function isOpenToAll(statement: Value): boolean {
  if (text(at(statement, "Effect")) !== "Allow" || at(statement, "Condition")) return false;
  const principal = at(statement, "Principal");
  return [...items(principal), ...items(at(principal, "AWS"))].some((who) => text(who) === "*");
}

/** Without an authorizer, the API itself may still keep callers out: by its policy, or by being private. */
export function checkByApi(api: Resource | undefined): CallerCheck {
  if (!api) return "unknown";
  const types = items(api.property("EndpointConfiguration/Types")?.value);
  if (types.some((type) => text(type) !== "EDGE" && text(type) !== "REGIONAL")) return "unknown";
  const policy = api.property("Policy")?.value;
  if (policy && !map(policy)) return "unknown";
  return checkByPolicy(at(policy, "Statement"));
}
