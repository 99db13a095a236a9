import { type Element, type Statement, serviceIn } from "../../engine/authoring.ts";
import { kindOfAction, kindOfPattern, patternsOf, type S3Kind } from "./_bucket-arn.ts";

/** Actions of S3 for which no resource of their statement is of the right kind. */
export interface Misfit {
  readonly statement: Statement;
  readonly actions: readonly Element[];
  readonly resources: readonly Element[];
  /** What the actions work on. */
  readonly kind: "bucket" | "object";
}

export function misfitOf(statement: Statement): Misfit | undefined {
  const { actions, resources, notActions, notResources, template, policyTemplate } = statement;
  if (policyTemplate !== undefined || notActions.length > 0 || notResources.length > 0 || resources.length === 0)
    return undefined;
  const s3 = actions.filter(({ text }) => text !== undefined && /^s3:/i.test(text));
  if (s3.length === 0) return undefined;
  const kinds = resources.map((one) => kindOfElement(one, template));
  if (kinds.includes(undefined)) return undefined;
  for (const [kind, other] of [
    ["object", "bucket"],
    ["bucket", "object"],
  ] as const) {
    const needy = s3.filter(({ text = "" }) => kindOfAction(text) === kind);
    const found = resources.filter((_, index) => kinds[index] === other);
    if (needy.length > 0 && found.length > 0 && kinds.every((one) => one === other || one === "other"))
      return { statement, actions: needy, resources: found, kind };
  }
  return undefined;
}

/** `other`: an ARN of another service. Undefined: not to be known. */
function kindOfElement(element: Element, template: Statement["template"]): S3Kind | "other" | undefined {
  const patterns = patternsOf(element, template);
  if (!patterns) return undefined;
  const kinds = new Set(
    patterns.map((arn) => {
      const service = serviceIn(arn);
      if (service !== "s3" && !/[*?]/.test(service) && service !== "") return "other";
      return kindOfPattern(arn, template) ?? "any";
    }),
  );
  return kinds.size === 1 ? [...kinds][0] : "any";
}
