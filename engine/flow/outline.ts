import type { Abstract } from "./abstract.ts";

/** How the text of either looks: where only one came from outside, like that one; where both did, like the one that less is known of. */
export function eitherOutline(a: Abstract, b: Abstract): string | undefined {
  if (a.outline === b.outline) return a.outline;
  if (a.taints.length === 0 && b.taints.length === 0) return a.outline ?? b.outline;
  if (a.taints.length === 0) return b.outline;
  return b.taints.length === 0 || (b.outline ?? "\0").search("\0") !== 0 ? a.outline : b.outline;
}
