import { arnsIn } from "../../engine/policy/arn.ts";
import { actionNamed, actionsMatching } from "../../engine/policy/catalogue.ts";
import { type Decision, decide } from "../../engine/policy/evaluate.ts";
import { hasWildcard } from "../../engine/policy/match.ts";
import type { Element, Statement } from "../../engine/policy/statement.ts";

/*
 * Two policies of an identity, compared by what IAM would decide: for every action of the catalogue that either names, on every resource that
 * either names, on ones beside them, and on any.
 */

/** Whether the newer statements allow nothing that the older do not. */
export const permitsNoMore = (newer: readonly Statement[], older: readonly Statement[]): boolean =>
  moreOf(newer, older) === undefined;

/** Whether they allow nothing more and something less. */
export const permitsLess = (newer: readonly Statement[], older: readonly Statement[]): boolean =>
  permitsNoMore(newer, older) && moreOf(older, newer) !== undefined;

/** Something that the first allow more surely than the second: `s3:PutObject on arn:…`. */
export const moreOf = (first: readonly Statement[], second: readonly Statement[]): string | undefined =>
  differenceOf(first, second, (one, other) => ranks.indexOf(one) > ranks.indexOf(other));

/** Something that the first surely allow and the second surely do not. */
export const addedBy = (first: readonly Statement[], second: readonly Statement[]): string | undefined =>
  differenceOf(first, second, (one, other) => one === "allowed" && other === "denied");

function differenceOf(
  first: readonly Statement[],
  second: readonly Statement[],
  isMore: (one: Decision, other: Decision) => boolean,
): string | undefined {
  const both = [...first, ...second];
  const resources = probesOf(both);
  for (const action of actionsOf(both))
    for (const resource of actionNamed(action)?.isLimitable === false ? ["*"] : resources) {
      const request = { action, resource, context: new Map() };
      const [one, other] = [decide(request, { identity: first }), decide(request, { identity: second })];
      if (isMore(one, other)) return `${action} on ${resource}: ${one}, ${other}`;
    }
  return undefined;
}

const ranks: readonly Decision[] = ["denied", "unknown", "allowed"];

/** One of each kind of harm, for `*` and `NotAction`, which name too many. */
const others = [
  "iam:CreateUser",
  "s3:DeleteBucket",
  "ec2:RunInstances",
  "sts:AssumeRole",
  "kms:Decrypt",
  "sqs:SendMessage",
];

function actionsOf(statements: readonly Statement[]): ReadonlySet<string> {
  const named = statements.flatMap(({ actions, notActions }) => [...actions, ...notActions]);
  const texts = named.flatMap(({ text }) => text ?? []);
  return new Set([
    ...texts.flatMap((text) => (hasWildcard(text) ? actionsMatching(text).map(({ name }) => name) : [text])),
    ...others,
  ]);
}

function probesOf(statements: readonly Statement[]): ReadonlySet<string> {
  const patterns = statements.flatMap(({ resources, notResources, template }) =>
    [...resources, ...notResources].flatMap((element) => patternsIn(element, template)),
  );
  return new Set(["*", "arn:aws:s3:::elsewhere/x", ...patterns.flatMap(around)]);
}

const patternsIn = ({ text, value }: Element, template: Statement["template"]): readonly string[] =>
  text === undefined ? ((template && arnsIn(value, template)) ?? []) : [text];

/** A pattern itself, texts that it matches, and texts that are nearly matched. */
function around(pattern: string): readonly string[] {
  const shortest = pattern.replaceAll("*", "").replaceAll("?", "q");
  const longer = pattern.replaceAll("*", "probe/probe").replaceAll("?", "q");
  return [pattern, shortest, longer, `${shortest}x`, `${longer}x`, longer.slice(0, -1), `${pattern}/*`];
}
