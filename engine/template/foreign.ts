import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping, Node } from "../syntax/node.ts";
import { dirname, joined } from "../text/path.ts";
import { entriesIn, field, textIn } from "./fields.ts";
import { mentionsOf } from "./mentions.ts";
import { nestedPaths } from "./stacks.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Value } from "./value.ts";
import { known, list, unknown } from "./value.ts";

/** What a template sees of others: the objects that its own values depend on, and the answers made of them. */
export interface Foreign {
  /** Changes of these change values. */
  readonly from: readonly (object | undefined)[];
  parameter(name: string): Value | undefined;
  exported(name: string): Value | undefined;
  attribute(resource: string, attribute: string): Value | undefined;
  included(location: string): Node | undefined;
}

export function foreignTo(root: Mapping, document: TreeDocument, around: Surroundings): Foreign {
  const folder = dirname(document.file.path);
  const given = around.given(document.file.path);
  const outputs = outputsBeside(root, document, folder, around);
  const included = includedBeside(root, document, folder, around);
  const { exports } = around;
  return {
    from: [given, exports, ...outputs.values(), ...included.values()],
    parameter: (name) => meaningHere(given?.get(name)),
    exported: (name) => meaningHere(exports.get(name)),
    attribute: (resource, attribute) =>
      attribute.startsWith("Outputs.")
        ? meaningHere(outputs.get(resource)?.get(attribute.slice("Outputs.".length)))
        : undefined,
    included: (location) => included.get(location)?.roots[0],
  };
}

/** What a value of another template means in this one: its references mean nothing here. Undefined: it is not known. */
function meaningHere(value: Value | undefined): Value | undefined {
  if (!value || value.kind === "unknown") return undefined;
  if (value.kind === "oneOf") {
    const options = value.options.map(({ value: option, when }) => ({
      value: meaningHere(option) ?? unknown(option.at, "it is known at deployment"),
      when,
    }));
    return { ...value, options };
  }
  const content = value.value;
  if (typeof content !== "object" || content === null) return value;
  const items = list(value)?.items.map(meaningHere);
  return items?.every((item) => item !== undefined) ? known(value.at, { kind: "list", items }) : undefined;
}

function outputsBeside(
  root: Mapping,
  document: TreeDocument,
  folder: string,
  around: Surroundings,
): ReadonlyMap<string, ReadonlyMap<string, Value>> {
  const found = new Map<string, ReadonlyMap<string, Value>>();
  if (!mentionsOf(document).nests) return found;
  for (const [name, path] of nestedPaths(root)) {
    const outputs = isLocal(path) ? around.outputs(joined(folder, path)) : undefined;
    if (outputs) found.set(name, outputs);
  }
  return found;
}

const isLocal = (path: string): boolean => path !== "" && !/^[a-z][\w+.-]*:/i.test(path);

/** Nodes that are looked at for a file to include. */
const most = 200_000;

function includedBeside(
  root: Mapping,
  document: TreeDocument,
  folder: string,
  around: Surroundings,
): ReadonlyMap<string, TreeDocument> {
  const found = new Map<string, TreeDocument>();
  if (!mentionsOf(document).reads) return found;
  const waiting: Node[] = [root];
  for (let seen = 0, here = waiting.pop(); here && seen < most; here = waiting.pop(), seen++) {
    if (here.kind === "sequence") waiting.push(...here.items);
    if (here.kind !== "mapping") continue;
    const location = textIn(field(field(field(here, "Fn::Transform"), "Parameters"), "Location"));
    const tree = location !== undefined && isLocal(location) ? around.tree(joined(folder, location)) : undefined;
    if (tree && location !== undefined) found.set(location, tree);
    for (const entry of entriesIn(here)) waiting.push(entry.value);
  }
  return found;
}
