import type { Node } from "../syntax/node.ts";
import { dirname, joined } from "../text/path.ts";
import { propertyAt } from "./property.ts";
import { unknown, type Value } from "./value.ts";
import type { Source } from "./variable-text.ts";
import { isCircular } from "./variables-circle.ts";
import { treeAt, type VariableContext } from "./variables-context.ts";

/**
 * `file(./config.yml):path.to.key`. Paths count from the service's folder, in files that are read by others too. A file that is not in the
 * workspace may be there at deployment, so no default is taken for it. Undefined: the file has nothing there.
 */
export function fileValue(
  { parameters = [], address = "" }: Source,
  at: Node,
  context: VariableContext,
): Value | undefined {
  const [written = ""] = parameters;
  const path = pathIn(written, context);
  const document = path === undefined ? undefined : treeAt(path, context);
  if (!document || document.problems.some((problem) => problem.fatal))
    return unknown(at, `the file '${written}' cannot be read here`);
  const [root] = document.roots;
  if (!root) return undefined;
  const found = propertyAt(context.resolver.resolve(root), address === "" ? [] : address.split("."))?.value;
  return found && isCircular(found, at, context) ? unknown(at, "it refers to itself") : found;
}

/** Undefined: outside of any workspace. */
function pathIn(written: string, { document }: VariableContext): string | undefined {
  if (written === "" || written.startsWith("~")) return undefined;
  return joined(dirname(document.file.path), written.replaceAll("\\", "/"));
}
