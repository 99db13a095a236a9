import { managedNameIn } from "../policy/managed-policy.ts";
import type { Hover } from "../rule/finding.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { markdownOfManaged } from "./complete-managed.ts";
import { markdownOfTemplate } from "./complete-sam.ts";
import { markdownOfActionPattern, markdownOfKeyNamed, markdownOfOperatorNamed, markdownOfService } from "./describe.ts";
import { type PolicyPart, policySpot } from "./policy-spot.ts";
import { spotAt } from "./spot-at.ts";

/** What the word of a policy at an offset means. */
export function policyHover(document: TreeDocument, offset: number): Hover | undefined {
  const { file, language } = document;
  const spot = spotAt(file, language, offset);
  const found = spot && policySpot(spot);
  if (!found) return undefined;
  const word = file.text.slice(spot.span.start, spot.span.end).trim();
  const markdown = word === "" ? undefined : meaning(found.what, word);
  return markdown === undefined ? undefined : { at: { path: file.path, span: spot.span }, markdown };
}

function meaning({ part }: PolicyPart, word: string): string | undefined {
  switch (part) {
    case "action":
      return /:$/.test(word) ? markdownOfService(word.slice(0, -1)) : markdownOfActionPattern(word);
    case "operator":
      return markdownOfOperatorNamed(word);
    case "condition-key":
      return markdownOfKeyNamed(word);
    case "sam-policy":
      return markdownOfTemplate(word) ?? markdownOfManaged(word);
    case "managed-policy":
      return markdownOfManaged(managedNameIn(word) ?? word);
    default:
      return undefined;
  }
}
