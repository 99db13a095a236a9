import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";
import type { Dialect } from "../template/model.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Plain } from "./edit.ts";
import { holderOf } from "./holder.ts";
import type { Tree } from "./tree.ts";
import { appendTo, setIn } from "./tree-edit.ts";

/** Adds a resource below those that an entry is one of. Undefined: the entry is none of `Resources`, or the name is taken. */
export function addBeside(tree: Tree, near: Entry, name: string, body: Plain): TextEdit[] | undefined {
  const holder = holderOf(tree.document, near.value);
  if (!holder || holder === "root" || !("entry" in holder) || holder.entry !== near) return undefined;
  const around = holderOf(tree.document, holder.in);
  if (!around || around === "root" || !("entry" in around) || around.entry.key.value !== "Resources") return undefined;
  return addNamed(tree, holder.in, [], name, body);
}

/** Adds a resource to a template that has none yet in this file, or none that the new one would stand beside. */
export function addToTemplate(tree: Tree, dialect: Dialect, name: string, body: Plain): TextEdit[] | undefined {
  const root = tree.document.roots[0];
  if (root?.kind !== "mapping") return undefined;
  if (dialect !== "serverless") return addNamed(tree, root, ["Resources"], name, body);
  const resources = valueAt(root, "resources");
  if (resources?.kind === "sequence") return addToParts(tree, resources, name, body);
  return isVariable(resources)
    ? appendTo(tree, resources, { Resources: { [name]: body } })
    : addNamed(tree, root, ["resources", "Resources"], name, body);
}

/** The Serverless Framework takes a list of parts as `resources`: the first that has resources of its own, else a new one. */
function addToParts(tree: Tree, parts: Sequence, name: string, body: Plain): TextEdit[] | undefined {
  const own = parts.items.find((item): item is Mapping => valueAt(item, "Resources")?.kind === "mapping");
  return own ? addNamed(tree, own, ["Resources"], name, body) : appendTo(tree, parts, { Resources: { [name]: body } });
}

function addNamed(
  tree: Tree,
  mapping: Mapping,
  path: readonly string[],
  name: string,
  body: Plain,
): TextEdit[] | undefined {
  const isTaken = valueAt(mapping, ...path, name) !== undefined;
  return isTaken ? undefined : setIn(tree, mapping, [...path, name], body);
}

/** What is written at a path of keys, aliases and merges not followed. */
function valueAt(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let at = node;
  for (const key of path)
    at = at?.kind === "mapping" ? at.entries.findLast((entry) => entry.key.value === key)?.value : undefined;
  return at;
}

/** `${file(resources.yml)}`: what it stands for is written elsewhere. */
const isVariable = (node: Node | undefined): node is Node =>
  node?.kind === "scalar" && typeof node.value === "string" && node.value.startsWith("${");
