import type { Target } from "../../engine/policy/target.ts";
import { targetAt } from "../../engine/privileges/named-arn.ts";
import type { Need } from "../../engine/privileges/need.ts";
import type { Grant, Privileges } from "../../engine/privileges/privileges.ts";
import type { Template } from "../../engine/template/model.ts";

/*
 * Rights as fixtures write them, a line each. A resource is its logical id with what follows its ARN (`Orders/index/*`), `*`, `?` where it is not
 * known, else its ARN without `arn:${AWS::Partition}:` and without region and account where these are the function's own. `a or b`: on
 * one of them, and it is not known on which.
 */

/** What a function needs, may do by what is written, does not use, lacks, and what is not known: `used dynamodb:PutItem Orders`. */
export const privilegeLines = ({ used, granted, unused, missing, unknown, deployed }: Privileges): readonly string[] =>
  sorted([
    ...used.flatMap(needTexts).map((line) => `used ${line}`),
    ...granted
      .filter(({ isMade }) => !isMade)
      .flatMap((grant) => grantTexts(grant, deployed.template))
      .map((line) => `granted ${line}`),
    ...unused.flatMap((grant) => grantTexts(grant, deployed.template)).map((line) => `unused ${line}`),
    ...missing.flatMap(needTexts).map((line) => `missing ${line}`),
    ...unknown.map(({ why }) => `unknown ${why}`),
  ]);

/**
 * Lines of a fixture as `privilegeLines` has them. `logs of /aws/lambda/save` stands for what a function needs to write its logs there.
 * `SPURIOUS …` is a known wrong answer, `MISSING …` one that is known not to be there.
 */
export const expectedLines = (lines: readonly string[]): readonly string[] =>
  sorted(
    lines
      .filter((line) => !line.startsWith("MISSING "))
      .map((line) => line.replace(/^SPURIOUS /, ""))
      .flatMap((line) => {
        const group = /^logs of (\S+)$/.exec(line)?.[1];
        return group === undefined ? [line] : logLines(group);
      }),
  );

const logLines = (group: string): readonly string[] => [
  `used logs:CreateLogStream logs:log-group:${group}:* by logs`,
  `used logs:PutLogEvents logs:log-group:${group}:* by logs`,
  `used logs:CreateLogGroup logs:log-group:${group}:* perhaps by logs`,
];

const order = ["used", "granted", "unused", "missing", "unknown"];
const rankOf = (line: string): number => order.indexOf(line.slice(0, line.indexOf(" ")));
const sorted = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines)].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0));

/** `maybe`: only with certain values of parameters; `perhaps`: it is not known whether it is asked for. */
function needTexts({ action, targets, kind, isOpen, isAny, by }: Need): readonly string[] {
  const end = `${isOpen ? " perhaps" : kind === "conditional" ? " maybe" : ""}${by === undefined ? "" : ` by ${by}`}`;
  const on = targets?.map(targetText) ?? ["?"];
  return (isAny ? [on.join(" or ")] : on).map((text) => `${action} ${text}${end}`);
}

const targetText = ({ arn, resource, suffix = "" }: Target): string =>
  resource
    ? `${resource.name}${suffix}`
    : arn.replace("arn:${AWS::Partition}:", "").replace(":${AWS::Region}:${AWS::AccountId}:", ":");

const grantTexts = ({ action, resources }: Grant, template: Template): readonly string[] =>
  (resources ?? [undefined]).map((arn) => {
    const target = arn === undefined ? undefined : targetAt(arn, template);
    return `${action} ${target ? targetText(target) : "?"}`;
  });
