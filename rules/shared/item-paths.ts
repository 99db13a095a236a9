import { type Resource, value } from "../../engine/authoring.ts";

/** The paths that one with `*` in it stands for: `Origins/*` for each item of a list that can be read. */
export function itemPaths(resource: Resource, path: string): readonly string[] {
  const star = path.indexOf("/*");
  if (star < 0) return [path];
  const list = path.slice(0, star);
  const items = value.list(resource.property(list)?.value)?.items ?? [];
  return items.flatMap((_, index) => itemPaths(resource, `${list}/${index}${path.slice(star + 2)}`));
}
