import { type Entry, followed, type Mapping, type Node } from "../syntax/node.ts";
import type { Resource, Spelling } from "../template/model.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Site } from "../text/source.ts";
import type { Plain } from "./edit.ts";
import type { Tree } from "./tree.ts";
import { replaceNode, setIn } from "./tree-edit.ts";

/** Writes a value where a dialect spells a property. What is missing on the way, the properties themselves too, is made. */
export function setSpelled(tree: Tree, { under, keys }: Spelling, value: Plain): TextEdit[] | undefined {
  const node = nodeUnder(under);
  if (node?.kind === "mapping") return setIn(tree, node, keys, value);
  if (node?.kind !== "scalar" || node.value !== null || node.tag) return undefined;
  return replaceNode(
    tree,
    node,
    keys.reduceRight<Plain>((inner, key) => ({ [key]: inner }), value),
  );
}

const nodeUnder = (under: Site & Partial<Entry> & { kind?: string }): Node | undefined =>
  under.value && under.key ? under.value : under.kind ? (under as Site as Node) : undefined;

/** Adds a resource below those of the template. Undefined if the name is taken, or the resources are not written in this file. */
export function addResourceTo(tree: Tree, near: Resource, name: string, body: Plain): TextEdit[] | undefined {
  const { template } = near;
  if (template.resource(name)) return undefined;
  const isServerless = template.dialect === "serverless";
  const holder = isServerless ? partWithResources(template.root, near) : template.root;
  const path = holder === template.root && isServerless ? ["resources", "Resources", name] : ["Resources", name];
  return holder && !isTaken(holder, path) ? setIn(tree, holder, path, body) : undefined;
}

/** Serverless Framework takes a list of parts as `resources`: the part with the neighbour in it, else the first with resources of its own. */
function partWithResources(root: Mapping, near: Resource): Mapping | undefined {
  const resources = root.entries.findLast((entry) => entry.key.value === "resources")?.value;
  if (resources?.kind !== "sequence") return root;
  const parts = resources.items
    .map(followed)
    .filter((item): item is Mapping => item?.kind === "mapping" && hasKey(item, "Resources"));
  return parts.find((part) => part.start <= near.entry.start && near.entry.end <= part.end) ?? parts[0];
}

const hasKey = (mapping: Mapping, key: string): boolean => mapping.entries.some((entry) => entry.key.value === key);

function isTaken(mapping: Mapping, path: readonly string[]): boolean {
  let at: Node | undefined = mapping;
  for (const key of path)
    at = at?.kind === "mapping" ? at.entries.findLast((entry) => entry.key.value === key)?.value : undefined;
  return at !== undefined;
}
