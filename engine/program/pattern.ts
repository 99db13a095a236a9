import type { Pattern } from "./ir.ts";

/** The names that a pattern binds; a member that is assigned to binds none. */
export function boundNames(target: Pattern): readonly string[] {
  if (target.kind === "name") return [target.name];
  if (target.kind === "member") return [];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  const inner = parts.flatMap((part) => (part ? boundNames(part.target) : []));
  return target.rest ? [...inner, ...boundNames(target.rest)] : inner;
}
