/**
 * Whether an action (`s3:GetObject`) is matched by a pattern of a policy's `Action` element, as IAM does: `*` is any text, `?` one
 * character, upper and lower case are alike.
 */
export const matchesAction = (pattern: string, action: string): boolean =>
  matchesText(pattern.toLowerCase(), action.toLowerCase());

/** Whether a text is matched by a pattern with `*` for any text and `?` for one character. Takes at most the product of their lengths. */
export function matchesText(pattern: string, text: string): boolean {
  let at = 0;
  let here = 0;
  // where the last star stands, and how far the text is that it takes
  let star = -1;
  let taken = 0;
  while (here < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      taken = here;
    } else if (pattern[at] === "?" || (at < pattern.length && pattern[at] === text[here])) {
      at++;
      here++;
    } else if (star >= 0) {
      at = star + 1;
      here = ++taken;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** Whether a pattern has a wildcard. */
export const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);
