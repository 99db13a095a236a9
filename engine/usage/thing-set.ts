import type { Thing } from "./thing.ts";

const mostThings = 60;

/** Each thing once, and not too many of them. */
export function distinct(things: readonly Thing[]): readonly Thing[] {
  if (things.length < 2) return things;
  const found: Thing[] = [];
  for (const one of things)
    if (found.length < mostThings && !found.some((other) => isSame(one, other))) found.push(one);
  return found;
}

function isSame(a: Thing, b: Thing): boolean {
  if (a.kind === "value") return b.kind === "value" && a.value === b.value && a.in === b.in;
  if (a.kind === "library") return b.kind === "library" && a.path === b.path && a.call === b.call;
  if (a.kind === "instance") return b.kind === "instance" && a.of === b.of && a.call === b.call && a.in === b.in;
  if (a.kind === "module") return b.kind === "module" && a.module === b.module;
  if (a.kind === "unknown") return b.kind === "unknown";
  return a === b;
}
