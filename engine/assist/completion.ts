import type { Resource } from "../template/model.ts";
import type { TextEdit } from "../text/edit.ts";
import type { SourceFile } from "../text/source.ts";
import type { Spot } from "./spot.ts";

/** Something that can be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  readonly markdown?: string;
  /** Replaces what is typed, on its line. */
  readonly edit: TextEdit;
  /** The text has places to be filled, `${1:name}`, and `$` and `}` are escaped. */
  readonly isSnippet: boolean;
  /** What is compared with the text that the edit replaces. */
  readonly filter: string;
  /** Texts of earlier ones sort first. */
  readonly order: string;
  /** More can be suggested once it is written. */
  readonly leadsOn: boolean;
}

export type CompletionKind =
  | "service"
  | "action"
  | "key"
  | "value"
  | "operator"
  | "condition"
  | "resource"
  | "template";

/** What completions are made from. */
export interface Asked {
  readonly file: SourceFile;
  readonly spot: Spot;
  /** The text of the statement around. */
  readonly statement: string;
  /** The file is a template, so that values can refer. */
  readonly isTemplate: boolean;
  /** The resources of the template. */
  readonly resources: readonly Resource[];
  /** What the code of the functions that get the policy needs. */
  needs(): readonly NeededAction[];
}

export interface NeededAction {
  readonly action: string;
  /** The function that needs it. */
  readonly by: string;
  /** It is only needed in some cases. */
  readonly isConditional: boolean;
}

/** A suggestion, without how it is written at the spot. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  readonly markdown?: string | undefined;
  /** The text of a key or value, without quotes. */
  readonly text: string;
  /** A value or part of one that is written otherwise than as a text of its own: it replaces quotes and tag too. */
  readonly raw?: string;
  /** Both are snippets. */
  readonly isSnippet?: boolean;
  /** After the name of a key. */
  readonly after?: string;
  readonly order: string;
  readonly leadsOn?: boolean;
}

/** A suggestion as it is written at a spot. */
export function written(suggestion: Suggestion, spot: Spot): Completion {
  const { label, kind, detail, markdown, text, raw, after, order, leadsOn = false } = suggestion;
  const isBare = raw === undefined && spot.quote === "";
  const isQuoted = isBare && spot.form === "json";
  // the cursor stays inside the quotes where more is to come
  const isSnippet = suggestion.isSnippet === true || (isQuoted && leadsOn);
  const own = raw ?? (isQuoted ? `"${text}${leadsOn ? "$0" : ""}"` : text);
  const tail = after !== undefined && !spot.hasColon && spot.quote === "" ? after : "";
  const dash = spot.needsDash && after === undefined && spot.takes === "either" ? "- " : "";
  return {
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    ...(markdown === undefined ? {} : { markdown }),
    edit: { span: raw === undefined ? spot.span : spot.outer, text: `${dash}${own}${tail}` },
    isSnippet,
    filter: raw === undefined ? label : `${spot.quote}${label}`,
    order,
    leadsOn,
  };
}

/** A text as it has to stand in a snippet. */
export const inSnippet = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
