/** Characters that mean nothing to a shell, to SQL or to HTML, wherever they stand. */
const harmless = /^[\w .,:@/+=-]$/;

/**
 * Whether a regular expression (as written, with its slashes and flags) admits only letters, digits, `_`, `-` and the like, from the first
 * character of a text to the last.
 */
export function isNarrow(literal: string): boolean {
  const end = literal.lastIndexOf("/");
  const source = literal.slice(1, end);
  if (!source.startsWith("^") || !source.endsWith("$") || source.endsWith("\\$")) return false;
  return !literal.slice(end + 1).includes("m") && isHarmless(source.slice(1, -1));
}

/** Whether every character that a pattern admits is harmless. An alternative outside brackets has only one of the two anchors. */
function isHarmless(pattern: string): boolean {
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const group =
      char === "(" ? (/^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(pattern.slice(i, i + 40))?.[0].length ?? 1) : 0;
    if (group > 0) {
      depth++;
      i += group - 1;
    } else if (char === ")") depth--;
    else if (char === "|") {
      if (depth === 0) return false;
    } else if (char === "\\" || char === "[") {
      const length = char === "[" ? classLength(pattern, i) : escapeLength(pattern, i);
      if (length === 0) return false;
      i += length - 1;
    } else if (char === ".") return false;
    else if (!harmless.test(char) && !"?*{}".includes(char)) return false;
  }
  return true;
}

/** The length of a class of harmless characters, or 0. */
function classLength(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === "]") return i + 1 - start;
    if (char === "\\") {
      const length = escapeLength(pattern, i);
      if (length === 0) return 0;
      i += length - 1;
    } else if (!harmless.test(char) || !isPlainRange(pattern, i)) return 0;
  }
  return 0;
}

/** A `-` between two characters must stand for letters or digits. */
function isPlainRange(pattern: string, dash: number): boolean {
  if (pattern.charAt(dash) !== "-" || pattern.charAt(dash - 1) === "[" || pattern.charAt(dash + 1) === "]") return true;
  const range = pattern.slice(dash - 1, dash + 2);
  return /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d)$/.test(range) || /\\[dw]$/.test(pattern.slice(0, dash));
}

/** The length of an escape of harmless characters, or 0. */
function escapeLength(pattern: string, start: number): number {
  return (
    /^\\(?:[dwb.\-/+=@:]|p\{(?:L[ultmo]?|N[dlo]?|Letter|Number|Alphabetic)\})/.exec(
      pattern.slice(start, start + 20),
    )?.[0].length ?? 0
  );
}
