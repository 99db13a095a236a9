import { actionSuggestions } from "./complete-actions.ts";
import { keySuggestions, operatorSuggestions, valueSuggestions } from "./complete-conditions.ts";
import { managedPolicySuggestions } from "./complete-managed.ts";
import { resourceSuggestions } from "./complete-resources.ts";
import { parameterSuggestions, samPolicySuggestions } from "./complete-sam.ts";
import {
  documentWordSuggestions,
  effectSuggestions,
  principalSuggestions,
  principalWordSuggestions,
  statementWordSuggestions,
  versionSuggestions,
} from "./complete-words.ts";
import { type Asked, type Completion, type Suggestion, written } from "./completion.ts";
import type { PolicyPart } from "./policy-spot.ts";

/** What can be written in a part of a policy. */
export const completionsOf = (part: PolicyPart, asked: Asked): readonly Completion[] =>
  suggestionsOf(part, asked).map((suggestion) => written(suggestion, asked.spot));

function suggestionsOf(part: PolicyPart, asked: Asked): readonly Suggestion[] {
  switch (part.part) {
    case "document-key":
      return documentWordSuggestions(asked);
    case "version":
      return versionSuggestions(asked);
    case "statement-key":
      return statementWordSuggestions(asked, part.isShared);
    case "effect":
      return effectSuggestions();
    case "action":
      return actionSuggestions(asked, part.isTrust);
    case "resource":
      return resourceSuggestions(asked);
    case "operator":
      return operatorSuggestions(asked);
    case "condition-key":
      return keySuggestions(asked, part.operator);
    case "condition-value":
      return valueSuggestions(asked, part.operator, part.key);
    case "principal-key":
      return principalWordSuggestions(asked);
    case "principal-service":
      return principalSuggestions();
    case "sam-policy":
      return samPolicySuggestions(asked);
    case "sam-parameter":
      return parameterSuggestions(asked, part.template);
    case "managed-policy":
      return managedPolicySuggestions();
  }
}
