import { note, questionAbout } from "./asked.ts";
import { resolverIn } from "./beside.ts";
import { truthOf } from "./conditions.ts";
import { field, textIn } from "./fields.ts";
import type { Resource } from "./model.ts";
import type { Value } from "./value.ts";

/** Whether a resource is deployed: `always`, `never`, or under a condition, by its name. */
export type Presence =
  | { readonly kind: "always" | "never" }
  | { readonly kind: "sometimes"; readonly condition: string };

/** Whether a resource is deployed, by its `Condition`. */
export function presenceOf(resource: Resource): Presence {
  const condition = textIn(field(resource.entry.value, "Condition"));
  if (condition === undefined) return { kind: "always" };
  const resolver = resolverIn(resource.template);
  note(questionAbout(resource.template, "resolver", resolverIn), resolver);
  const truth = resolver && truthOf(condition, resolver);
  if (truth === undefined) return { kind: "sometimes", condition };
  return { kind: truth ? "always" : "never" };
}

/** A value as it can be where the resource is deployed: what stands there only while its condition does not hold is left out. */
export function whileDeployed(value: Value, resource: Resource): Value {
  if (value.kind !== "oneOf") return value;
  const condition = textIn(field(resource.entry.value, "Condition"));
  if (condition === undefined) return value;
  const [holds, fails] = [`'${condition}' is true`, `'${condition}' is false`];
  const options = value.options.flatMap((option) => {
    const parts = option.when.split(" and ");
    return parts.includes(fails) ? [] : [{ ...option, parts: parts.filter((part) => part !== holds) }];
  });
  const [first] = options;
  if (!first) return value;
  if (options.length === 1 && first.parts.length === 0) return whileDeployed(first.value, resource);
  return {
    ...value,
    options: options.map(({ value: inner, parts, when }) => ({ value: inner, when: parts.join(" and ") || when })),
  };
}
