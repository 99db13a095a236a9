import { gathered, type Resource } from "../../engine/authoring.ts";

const names = gathered((resource) => [[resource.type, resource.name]]);

/** How many resources of its type a template has, if a resource is the first of them: what is told once of a template is told there. */
export function countIfFirst({ template, type, name }: Resource): number | undefined {
  const all = names(template, type);
  return all[0] === name ? all.length : undefined;
}
