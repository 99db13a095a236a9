import type { Resource, Template } from "../template/model.ts";
import type { Value } from "../template/value.ts";

/*
 * ARNs in normal form: what refers to one thing reads the same, however the template says it. `!GetAtt Orders.Arn`, `!Sub
 * "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"` and the same with the table's own name are all
 * `arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/<name>`, where `<name>` is the name that the template gives the
 * resource, or `${Orders}` where it gives none. `${…}` stands for a text that is known at deployment only; `*` and `?` are wildcards.
 */

/** The ARN patterns that a value may be, in normal form: of every branch of a condition. Undefined: not to be known. */
export function arnsIn(_value: Value, _template: Template): readonly string[] | undefined {
  return undefined;
}

/** The ARN of a resource of a template, in normal form. Undefined: not of a type whose ARN is known. */
export function arnOf(_resource: Resource): string | undefined {
  return undefined;
}

/** Whether all that `wanted` stands for is matched by a pattern, by IAM's semantics. Undefined: it depends on what is known at deployment only. */
export function covers(_pattern: string, _wanted: string): boolean | undefined {
  return undefined;
}
