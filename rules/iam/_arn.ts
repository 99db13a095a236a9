/** The parts of a text that begins with `arn:`, a `${…}` standing for one character that is no colon. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** What stands in an ARN for a text that only deployment knows. */
export const open = "\u0000";

/**
 * A text with what is known at deployment only as one `open` each. Undefined where such a piece may be anything, colons too: all but
 * CloudFormation's own (`${AWS::Region}`) and those behind the account.
 */
export function arnParts(text: string): ArnParts | undefined {
  const own = text.replace(/\$\{AWS::[A-Za-z]+\}/g, open);
  const [arn, partition, service, region, account, ...rest] = splitOutside(own);
  if (arn !== "arn" || rest.length === 0) return undefined;
  if (partition === undefined || service === undefined || region === undefined || account === undefined)
    return undefined;
  if ([partition, service, region, account].some((part) => part.includes("${"))) return undefined;
  return { partition, service, region, account, resource: rest.join(":") };
}

/** The pieces between colons that do not stand in a `${…}`. */
export function splitOutside(text: string): string[] {
  const pieces = [""];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "$" && text[at + 1] === "{") depth++;
    else if (char === "}" && depth > 0) depth--;
    if (char === ":" && depth === 0) pieces.push("");
    else pieces[pieces.length - 1] += char;
  }
  return pieces;
}
