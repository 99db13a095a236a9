import type { ArrayExpression, ClassExpression, Expression, ObjectExpression } from "../program/ir.ts";
import type { Thing } from "./thing.ts";

/** What the parts of a literal stand for. `part`: a getter is what it returns. */
export interface Parts {
  of(e: Expression): readonly Thing[];
  part(e: Expression): readonly Thing[];
  along(things: readonly Thing[], path: readonly string[]): readonly Thing[];
}

/** The last of the parts that give a key counts, and those behind it that may. */
export function partOfObject({ properties }: ObjectExpression, key: string, parts: Parts): readonly Thing[] {
  const found: Thing[] = [];
  for (const one of properties.toReversed()) {
    if (one.key === undefined) found.unshift(...parts.along(parts.of(one.value), [key]));
    else if (one.key === key || key === "[]" || typeof one.key !== "string") found.unshift(...parts.part(one.value));
    if (one.key === key) break;
  }
  return found;
}

export function partOfArray({ items }: ArrayExpression, key: string, parts: Parts): readonly Thing[] {
  const isIndex = /^\d+$/.test(key);
  if (!isIndex && key !== "[]") return [];
  const isPlain = isIndex && !items.some(({ kind }) => kind === "spread");
  const meant = isPlain ? items.slice(Number(key), Number(key) + 1) : items;
  return meant.flatMap((item) => (item.kind === "spread" ? parts.along(parts.of(item.value), ["[]"]) : parts.of(item)));
}

export const staticPart = ({ members }: ClassExpression, key: string, parts: Parts): readonly Thing[] =>
  members.flatMap((one) => (one.isStatic && one.name === key && one.value ? parts.part(one.value) : []));
