import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping } from "../syntax/node.ts";
import { basename } from "../text/path.ts";
import type { Declaration } from "./declare.ts";
import { fieldsOf } from "./fields.ts";
import type { Naming } from "./naming.ts";
import type { Resolver, Scope } from "./scope.ts";
import { unknown } from "./value.ts";
import { resolverOf } from "./values.ts";

/** No name means anything but what the variables of a text do. */
export function variableScope(variables: Scope["variables"]): Scope {
  const scope: Scope = {
    parameter: () => undefined,
    condition: () => undefined,
    mapping: () => undefined,
    variables,
    get certain() {
      return scope;
    },
  };
  return scope;
}

/** Sees a file in which no name means anything. */
export const namelessResolver: Resolver = resolverOf(variableScope(() => undefined));

/** A property that whoever deploys the file says, in no file that we know of. */
export const saidElsewhere = (property: string): Naming => ({
  property,
  own: "",
  meaning: (value) => unknown(value.at, "it is said where the file is deployed"),
});

/** The one resource that a file as a whole describes. `key`: where a finding about the whole of it goes. */
export function wholeFile(
  document: TreeDocument,
  root: Mapping,
  type: string,
  key: string,
  namings: readonly Naming[],
): Declaration {
  return {
    name: basename(document.file.path).replace(/(\.asl)?\.\w+$/, ""),
    type,
    writtenAs: type,
    entry: fieldsOf(root).get(key) ?? root.entries[0] ?? entryOf(root),
    layers: { own: namelessResolver.resolve(root) },
    vocabulary: { namings, alike: false },
    body: root,
    prefix: [],
  };
}

function entryOf(root: Mapping): Entry {
  const { block, start, end } = root;
  return {
    block,
    start,
    end,
    key: { kind: "scalar", value: "", style: "plain", block, start, end: start },
    value: root,
  };
}
