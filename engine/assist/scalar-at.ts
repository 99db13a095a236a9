import { endIn, placeIn } from "../project/parts.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Node, Scalar } from "../syntax/node.ts";

/** The intrinsic function, or the key with a meaning of that kind, whose argument a scalar is. */
export interface Above {
  /** `Ref`, `GetAtt`, `Sub`, `If`, `FindInMap`, `Condition`, `DependsOn`; without `Fn::` and `!`. Undefined: none. */
  readonly call: string | undefined;
  /** Which argument it is. */
  readonly index: number;
  readonly isList: boolean;
}

const none: Above = { call: undefined, index: 0, isList: false };

/** The scalar value at an offset of a document. */
export function scalarAt(
  document: TreeDocument,
  offset: number,
): { readonly scalar: Scalar; readonly above: Above } | undefined {
  for (const root of document.roots) {
    const found = below(document, root, offset, none);
    if (found) return found;
  }
  return undefined;
}

function below(document: TreeDocument, node: Node, offset: number, above: Above): ReturnType<typeof scalarAt> {
  const here: Above = node.tag ? { call: callOf(node.tag.slice(1)), index: 0, isList: false } : above;
  if (node.kind === "scalar") {
    const { start, end } = placeIn(document, node);
    return start <= offset && offset <= end ? { scalar: node, above: here } : undefined;
  }
  if (node.kind === "sequence") {
    const index = node.items.findIndex((item) => covers(document, item, offset));
    const item = node.items[index];
    return item && below(document, item, offset, { ...here, index, isList: true });
  }
  if (node.kind !== "mapping") return undefined;
  const entry = entryAt(document, node.entries, offset);
  return entry && below(document, entry.value, offset, { ...none, call: callOf(String(entry.key.value)) });
}

const callOf = (name: string): string | undefined =>
  /^(?:Fn::)?(Ref|GetAtt|Sub|If|FindInMap|Condition|DependsOn)$/.exec(name)?.[1];

const covers = (document: TreeDocument, node: Node, offset: number): boolean =>
  placeIn(document, node).start - (node.tag?.length ?? 0) - 1 <= offset && offset <= endIn(document, node);

/** Entries stand in the order of the text. */
function entryAt(document: TreeDocument, entries: readonly Entry[], offset: number): Entry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && placeIn(document, entry.key).start <= offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}
