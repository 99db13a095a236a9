import { type Abstract, isSame } from "./abstract.ts";
import type { Variables } from "./frame.ts";

/** Parts that are compared at most; beyond them nothing new is expected. */
const mostParts = 400;
const mostDepth = 6;

/** Whether variables that were joined with more still say no more than before. Names that are new do not count. */
export function saysNoMore(after: Variables, before: Variables): boolean {
  const effort = { left: mostParts };
  for (const [name, value] of before) {
    const now = after.get(name);
    if (now && now !== value && !isNoMore(now, value, 0, effort)) return false;
  }
  return true;
}

function isNoMore(now: Abstract, before: Abstract, depth: number, effort: { left: number }): boolean {
  if (now === before || depth > mostDepth || effort.left-- <= 0) return true;
  if (now.api !== before.api || now.literal !== before.literal || now.fn !== before.fn) return false;
  if ((now.others?.length ?? 0) > (before.others?.length ?? 0)) return false;
  if (!now.taints.every((taint) => before.taints.some((known) => isSame(known, taint)))) return false;
  if (now.item && (!before.item || !isNoMore(now.item, before.item, depth + 1, effort))) return false;
  for (const [key, part] of now.shape?.properties ?? []) {
    const known = before.shape?.properties.get(key);
    if (!known || !isNoMore(part, known, depth + 1, effort)) return false;
  }
  return true;
}
