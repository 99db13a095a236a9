/**
 * Whether an action (`s3:GetObject`) is matched by a pattern of a policy's `Action` element, as IAM does: `*` is any text, `?` one
 * character, upper and lower case are alike.
 */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase(), () => true);
}

/**
 * Whether an ARN is matched by a pattern of a policy's `Resource` element, as IAM does: letters count as they are; `*` and `?` stay within
 * one segment between colons, but a `*` that ends its segment goes on beyond the colon.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  return matches(pattern, arn, (char, isSegmentEnd) => isSegmentEnd || char !== ":");
}

/** Whether a wildcard may stand for a character. `isSegmentEnd`: the wildcard is a `*` at the end of a segment. */
type Reaches = (char: string, isSegmentEnd: boolean) => boolean;

/** Wildcard matching in time proportional to pattern times text. */
function matches(pattern: string, text: string, reaches: Reaches): boolean {
  let row: boolean[] = Array.from({ length: text.length + 1 }, (_, index) => index === 0);
  for (let at = 0; at < pattern.length; at++) {
    row =
      pattern[at] === "*"
        ? afterStar(row, text, pattern, at, reaches)
        : afterChar(row, text, pattern[at] ?? "", reaches);
  }
  return row[text.length] ?? false;
}

function afterStar(row: readonly boolean[], text: string, pattern: string, at: number, reaches: Reaches): boolean[] {
  const next = pattern[at + 1];
  const isSegmentEnd = next === undefined || next === ":";
  let isReached = false;
  return row.map((isMatched, index) => {
    isReached = isMatched || (isReached && reaches(text[index - 1] ?? "", isSegmentEnd));
    return isReached;
  });
}

function afterChar(row: readonly boolean[], text: string, char: string, reaches: Reaches): boolean[] {
  return row.map((_, index) => {
    const before = text[index - 1];
    if (before === undefined || !row[index - 1]) return false;
    return char === "?" ? reaches(before, false) : char === before;
  });
}

/** Whether a pattern has a wildcard. */
export const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);
