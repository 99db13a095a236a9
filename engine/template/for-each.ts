import type { Alias, Entry, Mapping, Node, Scalar } from "../syntax/node.ts";
import { followed, itemsOf } from "../syntax/node.ts";
import { field, mappingOf, textIn } from "./fields.ts";
import type { Resolver } from "./scope.ts";
import type { Value } from "./value.ts";
import { list, primitive } from "./value.ts";

/** More repetitions than this are not told one by one. */
const mostItems = 200;
/** Nodes that the loops of one mapping may make in all, those in loops too. */
const mostNodes = 50_000;

const isLoop = (entry: Entry): boolean => String(entry.key.value).startsWith("Fn::ForEach::");

/** The entry of a loop in a mapping whose items are not known: there may be any key. */
export const openLoopIn = (mapping: Mapping): Entry | undefined => mapping.entries.find(isLoop);

const made = new WeakMap<Mapping, { readonly from: string; readonly value: Mapping }>();

/**
 * A mapping with what each of its `Fn::ForEach` makes in place of it, as far as what it repeats over is known. The nodes stand where their
 * pattern stands in the file. The mapping itself if it has none.
 */
export function unrolled(mapping: Mapping, resolver: Resolver, budget = { left: mostNodes }): Mapping {
  if (!mapping.entries.some(isLoop)) return mapping;
  const loops = mapping.entries.map((entry) => (isLoop(entry) ? loopIn(entry, resolver) : undefined));
  const from = JSON.stringify(loops.map((loop) => loop?.items));
  const known = made.get(mapping);
  if (known?.from === from) return known.value;
  const entries = mapping.entries.flatMap((entry, index) => repeated(entry, loops[index], resolver, budget));
  const value = { ...mapping, entries };
  made.set(mapping, { from, value });
  return value;
}

interface Loop {
  readonly identifier: string;
  readonly items: readonly string[];
  readonly pattern: Mapping;
}

/** Undefined: it is incomplete, or what it repeats over is known only at deployment. */
function loopIn(entry: Entry, resolver: Resolver): Loop | undefined {
  const [name, collection, written] = itemsOf(entry.value);
  const identifier = textIn(name);
  const pattern = mappingOf(written);
  const items = collection && textsIn(collection, resolver);
  if (identifier === undefined || !pattern || !items || items.length > mostItems) return undefined;
  return { identifier, items, pattern };
}

function textsIn(collection: Node, resolver: Resolver): readonly string[] | undefined {
  const values: readonly Value[] | undefined = list(resolver.resolve(collection))?.items;
  const texts = values?.flatMap((value) => (list(value)?.items ?? [value]).map(primitive));
  return texts?.every((text) => text !== undefined) ? texts.map(String) : undefined;
}

function repeated(
  entry: Entry,
  loop: Loop | undefined,
  resolver: Resolver,
  budget: Filling["budget"],
): readonly Entry[] {
  if (!loop) return [entry];
  const entries = loop.items.flatMap((item) => {
    if (budget.left <= 0) return [];
    const pattern = filledIn(loop.pattern, { identifier: loop.identifier, item, budget });
    return pattern.kind === "mapping" ? unrolled(pattern, resolver, budget).entries : [];
  });
  return budget.left > 0 ? entries : [entry];
}

interface Filling {
  readonly identifier: string;
  readonly item: string;
  readonly budget: { left: number };
}

function filledIn(node: Node, filling: Filling): Node {
  if (filling.budget.left-- <= 0) return node;
  if (node.kind === "scalar") return filledScalar(node, filling);
  if (node.kind === "alias") return aliasFilled(node, filling);
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => filledIn(item, filling)) };
  if (isReference(node, filling)) return textNode(field(node, "Ref") ?? node, filling.item);
  const entries = node.entries.map((entry) => ({
    ...entry,
    key: filledScalar(entry.key, filling),
    value: filledIn(entry.value, filling),
  }));
  return { ...node, entries };
}

function aliasFilled(node: Alias, filling: Filling): Node {
  const target = followed(node);
  return target ? filledIn(target, filling) : node;
}

const isReference = (node: Mapping, { identifier }: Filling): boolean =>
  node.entries.length === 1 && textIn(field(node, "Ref")) === identifier;

const textNode = ({ block, start, end }: Node, value: string): Scalar => ({
  kind: "scalar",
  value,
  style: "plain",
  block,
  start,
  end,
});

function filledScalar(scalar: Scalar, { identifier, item }: Filling): Scalar {
  if (typeof scalar.value !== "string") return scalar;
  if (scalar.tag === "!Ref" && scalar.value === identifier) return textNode(scalar, item);
  const value = scalar.value
    .replaceAll(`\${${identifier}}`, () => item)
    .replaceAll(`&{${identifier}}`, () => item.replace(/[^A-Za-z0-9]/g, ""));
  return value === scalar.value ? scalar : { ...scalar, value };
}
