import { memoByText } from "../memo.ts";
import { gathered } from "./derived.ts";
import type { Template } from "./model.ts";
import { referenceIn } from "./references.ts";

const referring = memoByText((path) =>
  gathered((resource) => {
    const name = referenceIn(resource.property(path)?.value)?.resource;
    return name === undefined ? [] : [[name, resource]];
  }),
);

/** The names of the resources that the property at a CloudFormation path of any resource refers to; gathered once from each template. */
export const referredAt = (template: Template, path: string): { has(name: string): boolean } => ({
  has: (name) => referring(path)(template, name).length > 0,
});
