import { managedPolicies, managedPolicyNamed } from "../policy/managed-policy.ts";
import type { Suggestion } from "./completion.ts";
import { inRow } from "./describe.ts";

/** By name, as SAM takes them. */
export const managedNameSuggestions = (): readonly Suggestion[] =>
  Object.keys(managedPolicies()).map((name) => ({ ...managedSuggestion(name), text: name }));

/** By ARN. */
export const managedPolicySuggestions = (): readonly Suggestion[] =>
  Object.entries(managedPolicies()).map(([name, { path }]) => {
    const arn = `arn:aws:iam::aws:policy/${path}${name}`;
    return { ...managedSuggestion(name), label: arn, text: arn };
  });

/** Those that let Lambda do its work come first. */
const managedSuggestion = (name: string) =>
  ({
    label: name,
    kind: "value",
    detail: "managed policy of AWS",
    markdown: markdownOfManaged(name),
    order: `${/^AWS(?:Lambda\w*ExecutionRole|XRayDaemonWriteAccess)$/.test(name) ? 2 : 3}${name}`,
  }) as const;

/** What a managed policy of AWS allows. Undefined: we do not have it. */
export function markdownOfManaged(name: string): string | undefined {
  const statements = managedPolicyNamed(name)?.statements.map((one) => {
    const actions = one.actions ? inRow(one.actions) : `everything but ${inRow(one.notActions ?? [])}`;
    const on = one.resources ? inRow(one.resources, 3) : `everything but ${inRow(one.notResources ?? [], 3)}`;
    return `- ${one.isDeny ? "never " : ""}${actions} on ${on}${one.condition ? ", under a condition" : ""}`;
  });
  if (!statements) return undefined;
  const more =
    statements.length > mostStatements ? [`- and ${statements.length - mostStatements} more statements`] : [];
  return `**${name}** · managed policy of AWS\n\n${[...statements.slice(0, mostStatements), ...more].join("\n")}`;
}

const mostStatements = 8;
