import { type Node, type Resource, resourcesOfType, value } from "../../engine/authoring.ts";

/**
 * Whether a resource is the first of its type to which a property's value at a place belongs: what `Globals`, `provider` or a parameter says
 * for many is told once. The place may be an item of a list or an entry of a mapping.
 */
export function isFirstWith(resource: Resource, path: string, at: Node): boolean {
  const { entry } = resource;
  if (entry.block === at.block && entry.start <= at.start && at.end <= entry.end) return true;
  return resourcesOfType(resource.template, resource.type).find((other) => standsAt(other, path, at)) === resource;
}

function standsAt(resource: Resource, path: string, at: Node): boolean {
  const property = resource.property(path);
  if (!property) return false;
  const entries = value.map(property.value)?.entries ?? [];
  if (property.at === at || entries.some((entry) => entry.node === at)) return true;
  const inner = [property.value, ...value.items(property.value), ...entries.map((entry) => entry.value)];
  return inner.some((one) => one.at === at || value.possibilities(one).known.some((option) => option.value.at === at));
}
