import { gathered, memo, memoByText, type Node, type Resource, value } from "../../engine/authoring.ts";

/**
 * Whether a resource is the first of its type to which a property's value at a place belongs: what `Globals`, `provider` or a parameter says
 * for many is told once. The place may be an item of a list or an entry of a mapping.
 */
export function isFirstWith(resource: Resource, path: string, at: Node): boolean {
  const { entry, template, type, name } = resource;
  if (entry.block === at.block && entry.start <= at.start && at.end <= entry.end) return true;
  return usersOf(path)(template, `${type} ${markOf(at)}`)[0] === name;
}

/** The names of the resources with a value at a place, by type and place. */
const usersOf = memoByText((path) =>
  gathered((resource) => {
    const marks = new Set(placesOf(resource, path).map(markOf));
    return [...marks].map((mark) => [`${resource.type} ${mark}`, resource.name] as const);
  }),
);

function placesOf(resource: Resource, path: string): readonly Node[] {
  const property = resource.property(path);
  if (!property) return [];
  const entries = value.map(property.value)?.entries ?? [];
  const inner = [property.value, ...value.items(property.value), ...entries.map((entry) => entry.value)];
  const options = inner.flatMap((one) => value.possibilities(one).known.map((option) => option.value.at));
  return [property.at, ...entries.map((entry) => entry.node), ...inner.map((one) => one.at), ...options];
}

let count = 0;

/** A word for a node, which is the same as long as the node is. */
const markOf = memo((_node: Node): string => String(count++));
