import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import { unrolled } from "./for-each.ts";
import type { Resolver } from "./scope.ts";

/** A section of a template, its loops unrolled. */
export function sectionOf(root: Mapping, name: string, resolver: Resolver): Node | undefined {
  const written = field(root, name);
  const mapping = mappingOf(written);
  return mapping ? unrolled(withIncluded(mapping, resolver), resolver) : written;
}

const joined = new WeakMap<Mapping, { readonly included: Mapping; readonly value: Mapping }>();

/** A section with the entries of the local file that `AWS::Include` adds to it. */
function withIncluded(section: Mapping, { scope }: Resolver): Mapping {
  const macro = fieldsOf(section).get("Fn::Transform");
  const location = macro && textIn(field(field(macro.value, "Parameters"), "Location"));
  const included = location === undefined ? undefined : mappingOf(scope.included?.(location));
  if (!included) return section;
  const known = joined.get(section);
  if (known?.included === included) return known.value;
  const value = { ...section, entries: [...section.entries.filter((entry) => entry !== macro), ...included.entries] };
  joined.set(section, { included, value });
  return value;
}

/** What holds `Parameters` and `Outputs`: the root, or one beside it where outputs are made by a loop. */
export function sectionsOf(root: Mapping, resolver: Resolver): readonly Node[] {
  const written = fieldsOf(root).get("Outputs");
  const value = sectionOf(root, "Outputs", resolver);
  if (!written || !value || value === field(root, "Outputs")) return [root];
  const outputs: Entry = { ...written, value };
  return [{ ...root, entries: root.entries.map((entry) => (entry === written ? outputs : entry)) }];
}
