import type { Abstract } from "./abstract.ts";
import { madeOf, soughtBy } from "./admitted.ts";
import { allChars, charsIn, isWithin, without } from "./chars.ts";
import { harmlessAsText, harmlessFor } from "./harmless.ts";

/**
 * The kinds of sinks that a replacement makes a text harmless for by marking characters, not by taking them away: a backslash before each
 * that means something to a pattern, a quote out of its shell quotes, a function that writes each in another way.
 */
export function escapedBy(pattern: Abstract | undefined, by: Abstract | undefined): readonly string[] {
  const literal = pattern?.literal;
  if (typeof literal !== "string") return [];
  const isPattern = pattern?.api === "RegExp.new()";
  if (isPattern && !/\/[a-z]*g[a-z]*$/.test(literal)) return [];
  const sought = isPattern ? soughtBy(literal) : charsIn(literal);
  if (by?.literal === "\\$&") return isWithin(charsIn("*+?()[{|.^$\\"), sought) ? ["regex"] : [];
  if (by?.literal === "'\\''" || by?.literal === "'\"'\"'") return sought === charsIn("'") ? ["command"] : [];
  if (!by?.fn || !isPattern) return [];
  const kinds = harmlessFor(madeOf(without(allChars, sought))).filter((kind) => !harmlessAsText.includes(kind));
  return isWithin(charsIn("*()\\"), sought) ? [...kinds, "ldap"] : kinds;
}
