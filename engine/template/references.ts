import type { Resource, Template } from "./model.ts";
import type { Reference, Value } from "./value.ts";
import { text } from "./value.ts";

/** The resource that a value refers to, or under some condition refers to. */
export function referenceIn(value: Value | undefined): Reference | undefined {
  if (value?.kind === "unknown") return value.refersTo;
  if (value?.kind !== "oneOf") return undefined;
  for (const option of value.options) {
    const found = referenceIn(option.value);
    if (found) return found;
  }
  return undefined;
}

/** The resource of this template that a value refers to. */
export function referredTo(value: Value | undefined, template: Template): Resource | undefined {
  const reference = referenceIn(value);
  return reference && template.resource(reference.resource);
}

/** The function that a value refers to, by itself or through its versions and aliases. */
export function functionReferredTo(value: Value | undefined, template: Template): Resource | undefined {
  let resource = referredTo(value, template);
  for (let hops = 0; resource && hops < 4; hops++) {
    if (resource.type === "AWS::Lambda::Function") return resource;
    if (resource.type !== "AWS::Lambda::Alias" && resource.type !== "AWS::Lambda::Version") return undefined;
    resource = referredTo(resource.property("FunctionName")?.value, template);
  }
  return undefined;
}

/** The text of a property, if it is known. */
export const textOf = (resource: Resource | undefined, path: string): string | undefined =>
  text(resource?.property(path)?.value);
