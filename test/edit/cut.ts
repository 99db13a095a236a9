import type { TreeDocument } from "../../engine/syntax/document.ts";
import type { Entry, Mapping, Node } from "../../engine/syntax/node.ts";
import type { Block, Site } from "../../engine/text/source.ts";

/**
 * A document of one block as one of many: a block for each entry of the root and of the mappings at the root. Mappings that are cut are
 * sites before the first of their entries, as wide as nothing.
 */
export function cutDocument(document: TreeDocument): TreeDocument {
  const { text, path } = document.file;
  const spines = new Set(document.roots.slice(0, 1).flatMap(spinesOf));
  const cuts = [...spines].flatMap(({ entries }) => entries.map((entry) => entry.start)).filter((at) => at > 0);
  const starts = [0, ...new Set(cuts.sort((a, b) => a - b))];
  if (starts.length === 1) return document;
  const blocks = starts.map((start, index): Block => ({ path, text: text.slice(start, starts[index + 1]) }));
  const at = ({ start, end }: { start: number; end: number }): Site => {
    const index = starts.findLastIndex((one) => one <= start);
    const base = starts[index] ?? 0;
    return { block: blocks[index] as Block, start: start - base, end: end - base };
  };
  const made = new Map<Node, Node>();
  const node = (one: Node): Node => {
    const known = made.get(one);
    if (known) return known;
    const copy = copied(one);
    made.set(one, copy);
    return copy;
  };
  const copied = (one: Node): Node => {
    const site = at(one);
    if (one.kind === "scalar") return { ...one, ...site };
    if (one.kind === "alias") return { ...one, ...site, target: one.target && node(one.target) };
    if (one.kind === "sequence") return { ...one, ...site, items: one.items.map(node) };
    const end = spines.has(one) ? site.start : site.end;
    return { ...one, ...site, end, entries: one.entries.map(entry) };
  };
  const entry = (one: Entry): Entry => {
    const key = node(one.key) as Entry["key"];
    const value = node(one.value);
    const site = at(one);
    return { ...site, end: value.block === site.block ? Math.max(key.end, value.end) : key.end, key, value };
  };
  return {
    ...document,
    blocks: new Map(blocks.map((block, index) => [block, starts[index] ?? 0])),
    roots: document.roots.map(node),
    comments: document.comments.map(at),
    problems: document.problems.map((problem) => ({ ...problem, at: at(problem.at) })),
  };
}

function spinesOf(root: Node): Mapping[] {
  if (root.kind !== "mapping" || root.entries.length === 0 || root.start === root.end) return [];
  const inner = root.entries.flatMap(({ value }) =>
    value.kind === "mapping" && value.entries.length > 1 ? [value] : [],
  );
  return [root, ...inner];
}
