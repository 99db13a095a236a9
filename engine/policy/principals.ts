import type { Value } from "../template/value.ts";
import { items, map, text } from "../template/value.ts";
import { agreed, anyOf, type Truth } from "./truth.ts";

/** Whether who asks is one of those that a `Principal` names. */
export function isAmong(principal: Value, asking: string | undefined): Truth {
  if (principal.kind === "oneOf") return agreed(principal.options.map(({ value }) => isAmong(value, asking)));
  if (text(principal) === "*") return true;
  const kinds = map(principal)?.entries;
  if (!kinds) return principal.kind === "known" ? false : undefined;
  return anyOf(kinds, ({ key, value }) => anyOf(items(value), (one) => isNamed(String(key.value), one, asking)));
}

function isNamed(kind: string, named: Value, asking: string | undefined): Truth {
  const written = text(named);
  if (kind === "AWS" && written === "*") return true;
  if (asking === undefined) return undefined;
  const isArn = asking.startsWith("arn:");
  if (kind === "Service") return isArn ? false : written === undefined ? undefined : written === asking;
  if (kind !== "AWS") return isArn || isService(asking) ? false : undefined;
  if (isService(asking)) return false;
  return written === undefined ? undefined : isSame(asInArn(written), asInArn(asking));
}

const isService = (name: string): boolean => /\.amazonaws\.com(?:\.cn)?$/.test(name);

/** What is known at deployment only may be what is written. */
function isSame(written: string, asking: string): Truth {
  if (written === asking) return true;
  return `${written}${asking}`.includes("${") ? undefined : false;
}

/** An account is named by its number or as its root. */
const asInArn = (name: string): string =>
  /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name.replace(/^arn:\$\{AWS::Partition\}:/, "arn:aws:");

/** The account of a role or user, as a principal. */
export function accountOf(principal: string | undefined): string | undefined {
  const account = /^arn:[^:]*:(?:iam|sts)::(\$\{AWS::AccountId\}|\d{12}):/.exec(principal ?? "")?.[1];
  return account && `arn:aws:iam::${account}:root`;
}
