import type { TreeDocument } from "../syntax/document.ts";
import { type Node, scalarsOf } from "../syntax/node.ts";
import type { Resolver } from "./scope.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Value } from "./value.ts";

/** Trees of so many files are looked through for what they read in turn. */
const mostParts = 1000;

/** The surroundings, with note taken of the files that are read. */
export function recording(
  around: Surroundings,
  own: string,
): { readonly seen: ReadonlySet<string>; readonly reading: Surroundings } {
  const seen = new Set<string>();
  const reading: Surroundings = {
    tree(path) {
      const tree = around.tree(path);
      if (tree && path !== own) seen.add(path);
      return tree;
    },
    get exports() {
      return around.exports;
    },
    given: (path) => around.given(path),
    outputs: (path) => around.outputs(path),
  };
  return { seen, reading };
}

/** All files that the variables of a service lead to, through those files too. */
export function filesBehind(
  document: TreeDocument,
  resolver: Resolver,
  reading: Surroundings,
  seen: ReadonlySet<string>,
): readonly string[] {
  const visited = new Set<Node>(document.roots.slice(0, 1));
  for (const part of visited) {
    if (visited.size > mostParts) break;
    for (const { scalar } of scalarsOf(part)) {
      if (typeof scalar.value !== "string" || !reads(scalar.value)) continue;
      for (const node of nodesOf(resolver.resolve(scalar))) if (node.block.path !== part.block.path) visited.add(node);
    }
  }
  return [...seen].filter((path) => reading.tree(path) !== undefined);
}

/** What is named by a part of a path, or given by a compose file, is read too. */
const reads = (text: string): boolean => text.includes("${") && (text.includes("file(") || text.includes("param:"));

const nodesOf = (value: Value): readonly Node[] =>
  value.kind === "oneOf" ? value.options.flatMap((option) => nodesOf(option.value)) : [value.at];
