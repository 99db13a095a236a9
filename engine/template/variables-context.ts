import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping, Node } from "../syntax/node.ts";
import { propertyAt } from "./property.ts";
import type { Resolver } from "./scope.ts";
import type { Surroundings } from "./surroundings.ts";
import { known, unknown, type Value } from "./value.ts";

/** What variables of one service are read from. `assumes`: defaults of options and environment count as their values. */
export interface VariableContext {
  readonly document: TreeDocument;
  readonly root: Mapping;
  readonly resolver: Resolver;
  readonly around: Surroundings;
  readonly assumes: boolean;
}

/** Given at deployment or left to the default; certain only where nothing may be assumed. */
export const given = (at: Node, context: VariableContext): Value | undefined =>
  context.assumes ? undefined : unknown(at, "it may be given at deployment");

/** The value at a path of the service. */
export function inFile(path: readonly string[], context: VariableContext): Value | undefined {
  return propertyAt(context.resolver.resolve(context.root), path)?.value;
}

/** The stage that is deployed if none is given. */
export function stage(at: Node, context: VariableContext): Value | undefined {
  return given(at, context) ?? inFile(["provider", "stage"], context) ?? known(at, "dev");
}

/** The tree of a file: the service's own, or another's. */
export const treeAt = (path: string, { document, around }: VariableContext): TreeDocument | undefined =>
  path === document.file.path ? document : around.tree(path);
