import assert from "node:assert/strict";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import type { Entry, Mapping, Node } from "../../engine/syntax/node.ts";
import type { Site } from "../../engine/text/source.ts";

/** Whether a mapping's entries lie in blocks of their own: then its span says nothing. */
const isCut = (node: Mapping): boolean => node.entries.length > 0 && node.start === node.end;

/**
 * A document as plain data with offsets in the file, so that documents of different blocks compare. Of a mapping that is cut only the
 * entries count; to compare with a whole one, `cut` tells which.
 */
export function plainTree(document: TreeDocument, cut: ReadonlySet<string> = new Set()) {
  const base = (site: Site): number =>
    document.blocks.get(site.block) ?? assert.fail("a site's block is one of the document");
  const span = (site: Site) => [base(site) + site.start, base(site) + site.end];
  const tag = (node: { tag?: string }) => (node.tag === undefined ? {} : { tag: node.tag });
  const entry = (one: Entry, path: string): unknown => {
    const inner = `${path}/${span(one.key)[0]}`;
    const value = node(one.value, inner);
    return { ...(cut.has(inner) ? {} : { at: span(one) }), key: node(one.key, inner), value };
  };
  const node = (one: Node, path: string): unknown => {
    const at = span(one);
    if (one.kind === "scalar") return { at, value: one.value, style: one.style, ...tag(one) };
    if (one.kind === "alias") return { at, name: one.name, target: one.target && span(one.target)[0] };
    if (one.kind === "sequence")
      return { at, flow: one.flow, items: one.items.map((item, index) => node(item, `${path}/${index}`)), ...tag(one) };
    const entries = one.entries.map((each) => entry(each, path));
    return { ...(cut.has(path) ? {} : { at }), flow: one.flow, entries, ...tag(one) };
  };
  return {
    roots: document.roots.map((root) => node(root, "")),
    comments: document.comments.map(span),
    problems: document.problems.map(({ at, message, fatal }) => [...span(at), message, fatal]),
  };
}

/** The paths of mappings that are cut. */
export function cutPaths(document: TreeDocument): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (node: Node, path: string) => {
    if (node.kind !== "mapping" || !isCut(node)) return;
    found.add(path);
    for (const entry of node.entries)
      walk(entry.value, `${path}/${(document.blocks.get(entry.key.block) ?? 0) + entry.key.start}`);
  };
  const [root] = document.roots;
  if (document.blocks.size > 1 && root) walk(root, "");
  return found;
}
