import { memoByText } from "../memo.ts";

/** What stands between the colons of an ARN pattern, six segments at most: the last has all that follows. Colons inside of `${…}` part nothing. */
export const segmentsOf = memoByText((arn): readonly string[] => {
  const parts = arn.replace(/\$\{[^{}]*\}/g, (piece) => piece.replaceAll(":", "\u0001")).split(":");
  const segments = parts.length > 5 ? [...parts.slice(0, 5), parts.slice(5).join(":")] : parts;
  return segments.map((segment) => segment.replaceAll("\u0001", ":"));
});

/** The service in an ARN pattern, `dynamodb`; what of it is known at deployment only is left out. */
export const serviceIn = (arn: string): string => (segmentsOf(arn)[2] ?? "").replace(/\$\{[^{}]*\}/g, "");
