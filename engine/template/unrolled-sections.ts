import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { field, fieldsOf, mappingOf } from "./fields.ts";
import { unrolled } from "./for-each.ts";
import type { Resolver } from "./scope.ts";

/** A section of a template, its loops unrolled. */
export function sectionOf(root: Mapping, name: string, resolver: Resolver): Node | undefined {
  const written = field(root, name);
  const mapping = mappingOf(written);
  return mapping ? unrolled(mapping, resolver) : written;
}

/** What holds `Parameters` and `Outputs`: the root, or one beside it where outputs are made by a loop. */
export function sectionsOf(root: Mapping, resolver: Resolver): readonly Node[] {
  const written = fieldsOf(root).get("Outputs");
  const value = sectionOf(root, "Outputs", resolver);
  if (!written || !value || value === field(root, "Outputs")) return [root];
  const outputs: Entry = { ...written, value };
  return [{ ...root, entries: root.entries.map((entry) => (entry === written ? outputs : entry)) }];
}
