import { memo } from "../memo.ts";
import type { Resource, Template } from "./model.ts";

const byType = memo((template: Template): ReadonlyMap<string, readonly Resource[]> => {
  const types = new Map<string, Resource[]>();
  for (const resource of template.resources) {
    const known = types.get(resource.type);
    if (known) known.push(resource);
    else types.set(resource.type, [resource]);
  }
  return types;
});

/** The resources of a CloudFormation type, in the order of the file; sorted once for each template. */
export const resourcesOfType = (template: Template, type: string): readonly Resource[] =>
  byType(template).get(type) ?? [];
