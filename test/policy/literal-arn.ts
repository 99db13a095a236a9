import { matchesText } from "../../engine/policy/match.ts";

/** Whether IAM matches an ARN that is all known: segment by segment, with the sixth as the rest. Both have six segments or more. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [own, other] = [segmentsOf(pattern), segmentsOf(arn)];
  return own.every((segment, index) => matchesText(segment, other[index] ?? ""));
}

function segmentsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
