import { servicePrincipals } from "../facts/service-principals.ts";
import type { Asked, Suggestion } from "./completion.ts";

interface Word {
  readonly name: string;
  readonly markdown: string;
  /** What its value is: on the same line, or below. */
  readonly holds: "text" | "more";
}

const word = (name: string, holds: Word["holds"], markdown: string): Word => ({ name, markdown, holds });

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html, as of 2026-11. */
const statementWords: readonly Word[] = [
  word("Effect", "text", "`Allow` or `Deny`."),
  word("Action", "text", "What is allowed or denied: `s3:GetObject`, one or a list."),
  word("Resource", "text", "On what: the ARN of a resource, one or a list."),
  word("Condition", "more", "When the statement holds: an operator, a key of the request, and values."),
  word("Sid", "text", "A name for the statement, unique in its policy."),
  word("NotAction", "text", "Everything but these actions."),
  word("NotResource", "text", "Everything but these resources."),
];

const sharedWords: readonly Word[] = [
  word("Principal", "more", "Who is allowed or denied: an account, a role, a service."),
  word("NotPrincipal", "more", "Everybody but these."),
];

const documentWords: readonly Word[] = [
  word("Version", "text", "The version of the policy language: `2012-10-17`."),
  word("Statement", "more", "What is allowed and denied, a list."),
  word("Id", "text", "A name for the policy."),
];

const principalWords: readonly Word[] = [
  word("Service", "text", "Services of AWS: `lambda.amazonaws.com`."),
  word("AWS", "text", "Accounts, users and roles, by ARN or account number."),
  word("Federated", "text", "An identity provider, by ARN or domain."),
  word("CanonicalUser", "text", "An account by its canonical id of S3."),
];

/** The elements that the statement does not have yet. */
export function statementWordSuggestions(asked: Asked, isShared: boolean): readonly Suggestion[] {
  const words = isShared ? [...statementWords, ...sharedWords] : statementWords;
  return suggestions(
    words.filter(({ name }) => !has(asked, name)),
    asked,
  );
}

const has = ({ statement, spot }: Asked, name: string): boolean =>
  name !== spot.typed.replace(/:$/, "") && new RegExp(`(?:^|[\\s{,"'])${name}["']?\\s*:`).test(statement);

export const documentWordSuggestions = (asked: Asked): readonly Suggestion[] => suggestions(documentWords, asked);

export const principalWordSuggestions = (asked: Asked): readonly Suggestion[] => suggestions(principalWords, asked);

function suggestions(words: readonly Word[], { spot }: Asked): readonly Suggestion[] {
  return words.map(({ name, markdown, holds }, index) => ({
    label: name,
    kind: "key",
    markdown,
    text: name,
    after: spot.form === "block" && holds === "more" ? ":" : ": ",
    order: String(index),
  }));
}

export const effectSuggestions = (): readonly Suggestion[] => values(["Allow", "Deny"]);

/** In YAML its quotes keep it from being a date. */
export const versionSuggestions = ({ spot }: Asked): readonly Suggestion[] =>
  spot.quote === "" && spot.form !== "json"
    ? [{ label: "2012-10-17", kind: "value", text: "2012-10-17", raw: '"2012-10-17"', order: "0" }]
    : values(["2012-10-17"]);

const values = (texts: readonly string[]): readonly Suggestion[] =>
  texts.map((text, index) => ({ label: text, kind: "value", text, order: String(index) }));

export const principalSuggestions = (): readonly Suggestion[] =>
  servicePrincipals.map(([text, detail], index) => ({
    label: text,
    kind: "value",
    detail,
    text,
    order: String(index).padStart(3, "0"),
  }));
