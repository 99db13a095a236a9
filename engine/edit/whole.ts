import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node, Sequence } from "../syntax/node.ts";
import type { Block, Site } from "../text/source.ts";
import { afterTrivia, partsOf } from "./place.ts";

/** A YAML or JSON file as one tree in one block, whatever blocks it was read in: its nodes count from the start of the file. */
export interface Whole {
  readonly document: TreeDocument;
  readonly block: Block;
  /** What stands here for a node or entry of the file as it was read. Undefined for one of another version or file. */
  readonly of: <P extends Node | Entry>(part: P) => P | undefined;
}

/** The file of one block is its own whole. */
export const wholeOf = memo((document: TreeDocument): Whole => {
  for (const [block, start] of document.blocks) {
    if (start !== 0 || block.text !== document.file.text) continue;
    return { document, block, of: (part) => (part.block === block ? part : undefined) };
  }
  return new Assembly(document);
});

/**
 * Copies the tree of a file that was read in several blocks, each collection when it is first looked into. A mapping whose entries lie in
 * several blocks spans them all here.
 */
class Assembly implements Whole {
  readonly document: TreeDocument;
  readonly block: Block;
  private readonly made = new Map<Node | Entry, Node | Entry>();
  private readonly mark: "#" | "//";

  constructor(private readonly read: TreeDocument) {
    const { file } = read;
    this.block = { path: file.path, text: file.text };
    this.mark = read.language === "yaml" ? "#" : "//";
    const start = file.text.startsWith("\uFEFF") ? 1 : 0;
    const site = this.site;
    this.document = {
      file,
      language: read.language,
      blocks: new Map([[this.block, 0]]),
      roots: read.roots.map((root) => this.node(root, start)),
      get comments() {
        return read.comments.map(site);
      },
      get problems() {
        return read.problems.map((problem) => ({ ...problem, at: site(problem.at) }));
      },
    };
  }

  readonly of = <P extends Node | Entry>(part: P): P | undefined => {
    const known = this.made.get(part);
    if (known) return known as P;
    // Mappings over several blocks were all made at the start: this one is of another version.
    if (!this.read.blocks.has(part.block) || isSpread("key" in part ? part.value : part)) return undefined;
    return ("key" in part ? this.entry(part) : this.node(part, 0)) as P;
  };

  private readonly site = ({ block, start, end }: Site): Site => {
    const base = this.read.blocks.get(block) ?? 0;
    return { block: this.block, start: base + start, end: base + end };
  };

  /** `from`: where what comes before the node ends. */
  private node(node: Node, from: number): Node {
    const known = this.made.get(node);
    if (known) return known as Node;
    const made = isSpread(node) ? this.spread(node, from) : this.copied(node);
    this.made.set(node, made);
    return made;
  }

  private copied(node: Node): Node {
    const site = this.site(node);
    if (node.kind === "scalar") return { ...node, ...site };
    if (node.kind === "alias") return { ...node, ...site, target: node.target && this.node(node.target, 0) };
    const { tag, flow } = node;
    const shared = { ...site, flow, ...(tag === undefined ? {} : { tag }) };
    if (node.kind === "mapping") {
      const entries = once(() => node.entries.map((entry) => this.entry(entry)));
      return {
        kind: "mapping",
        ...shared,
        get entries() {
          return entries();
        },
      };
    }
    const items = once(() => node.items.map((item) => this.node(item, 0)));
    return {
      kind: "sequence",
      ...shared,
      get items() {
        return items();
      },
    };
  }

  private entry(entry: Entry): Entry {
    const known = this.made.get(entry);
    if (known) return known as Entry;
    const key = this.node(entry.key, 0) as Entry["key"];
    const value = this.node(entry.value, key.end);
    const { start, end } = this.site(entry);
    const made = { block: this.block, key, value, start, end: Math.max(end, value.end) };
    this.made.set(entry, made);
    return made;
  }

  /** From its first part to its last; its own site says only which of them it comes before. */
  private spread(node: Collection, from: number): Collection {
    let before = from;
    const next = <P extends Site>(part: P): P => {
      before = part.end;
      return part;
    };
    const site = this.site(node);
    const made: Collection =
      node.kind === "mapping"
        ? { ...node, ...site, entries: node.entries.map((entry) => next(this.entry(entry))) }
        : { ...node, ...site, items: node.items.map((item) => next(this.node(item, before))) };
    const [first, last] = [partsOf(made)[0], partsOf(made).at(-1)];
    if (!first || !last) return made;
    return { ...made, ...(made.flow ? this.bracketed(from, first, last) : this.indented(made, first, last)) };
  }

  private indented(made: Collection, first: Site, last: Site) {
    const dash = made.kind === "sequence" ? this.block.text.lastIndexOf("-", first.start - 1) : -1;
    return { start: dash < 0 ? first.start : dash, end: last.end };
  }

  /** From one bracket to the other; a part where there is none. */
  private bracketed(from: number, first: Site, last: Site) {
    const { text } = this.block;
    const past = (at: number, mark: RegExp): number => {
      const next = afterTrivia(text, at, this.mark);
      return mark.test(text[next] ?? "") ? afterTrivia(text, next + 1, this.mark) : next;
    };
    const open = past(from, /[:,]/);
    const close = past(last.end, /,/);
    return {
      start: /[{[]/.test(text[open] ?? "") ? open : first.start,
      end: /[}\]]/.test(text[close] ?? "") ? close + 1 : last.end,
    };
  }
}

type Collection = Mapping | Sequence;

/** Whether a node's parts lie in several blocks, or beyond its own site. A part that does so itself can only be the last in a block. */
function isSpread(node: Node): node is Collection {
  if (node.kind === "scalar" || node.kind === "alias") return false;
  const parts = partsOf(node);
  if (parts.some((part) => part.block !== node.block)) return true;
  const last = parts.at(-1);
  return last !== undefined && (last.end > node.end || isSpread("key" in last ? last.value : last));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
