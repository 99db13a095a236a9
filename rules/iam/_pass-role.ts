import {
  actionsMatching,
  arnOf,
  memo,
  type Resource,
  resourcesOfType,
  type Statement,
  value,
  writtenTarget,
} from "../../engine/authoring.ts";
import { escalations } from "../facts/escalations.ts";
import { voiceOf } from "./_voices.ts";
import { serviceIn } from "./_wildcard.ts";

/** Whether all that a statement allows is passing roles. */
export const isOnlyPassing = ({ actions }: Statement): boolean =>
  actions.length > 0 &&
  actions.every(({ text }) => text !== undefined && isPassing(text) && actionsMatching(text).length === 1);

/** Whether an action or pattern stands for `iam:PassRole`, but `iam:*`, which is spoken of as a whole. */
export const isPassing = (action: string): boolean => serviceIn(action) === undefined && voiceOf(action) === "role";

/** The roles of the template that could be meant. */
export function roles({ template, owner }: Statement): readonly Resource[] {
  if (!template) return [];
  return resourcesOfType(template, "AWS::IAM::Role").filter((one) => one !== owner);
}

/** The service that may take a role, if it is one. */
export function serviceOf(role: Resource): string | undefined {
  const trust = value.items(value.at(role.property("AssumeRolePolicyDocument")?.value, "Statement"));
  const services = trust.flatMap((one) => value.items(value.at(one, "Principal", "Service")));
  const [service, ...others] = services.map((one) => value.text(one));
  return others.length === 0 ? service : undefined;
}

/** The role of the template that ARNs of one resource name. */
export function roleNamed(arns: readonly string[], { template }: Statement): Resource | undefined {
  if (!template || arns.length !== 1) return undefined;
  return resourcesOfType(template, "AWS::IAM::Role").find((role) => arnOf(role) === arns[0]);
}

/** The one service that statements make something in which runs with a role that is passed. */
export const serviceUsing = memo((statements: readonly Statement[]): string | undefined => {
  const services = new Set<string>();
  for (const { effect, actions } of statements)
    for (const { text } of effect === "Allow" ? actions : [])
      for (const { name } of text === undefined ? [] : actionsMatching(text)) {
        const service = takers.get(name);
        if (service !== undefined) services.add(service);
      }
  const [service, ...others] = services;
  return others.length === 0 ? service : undefined;
});

/** By the action that makes something: who is passed the role. */
const takers: ReadonlyMap<string, string> = new Map(
  escalations.flatMap(({ passedTo, beside }) =>
    passedTo === undefined ? [] : (beside?.[0] ?? []).map((action) => [action, passedTo] as const),
  ),
);

export const written = (role: Resource) => writtenTarget({ arn: arnOf(role) ?? "", resource: role });

export const conditionPath: readonly string[] = ["Condition", "StringEquals", "iam:PassedToService"];
