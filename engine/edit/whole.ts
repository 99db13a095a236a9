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

/** Copies the tree of a file that was read in several blocks. A mapping whose entries lie in several of them spans them all here. */
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
    this.document = {
      ...read,
      blocks: new Map([[this.block, 0]]),
      roots: read.roots.map((root) => this.node(root, start)),
      comments: read.comments.map((comment) => this.site(comment)),
      problems: read.problems.map((problem) => ({ ...problem, at: this.site(problem.at) })),
    };
  }

  readonly of = <P extends Node | Entry>(part: P): P | undefined => this.made.get(part) as P | undefined;

  private site({ block, start, end }: Site): Site {
    const base = this.read.blocks.get(block) ?? 0;
    return { block: this.block, start: base + start, end: base + end };
  }

  /** `from`: where what comes before the node ends. */
  private node(node: Node, from: number): Node {
    const known = this.made.get(node);
    if (known) return known as Node;
    const made = this.copied(node, from);
    this.made.set(node, made);
    return made;
  }

  private copied(node: Node, from: number): Node {
    const site = this.site(node);
    if (node.kind === "scalar") return { ...node, ...site };
    if (node.kind === "alias") return { ...node, ...site, target: node.target && this.node(node.target, 0) };
    let before = from;
    const next = <P extends Site>(part: P): P => {
      before = part.end;
      return part;
    };
    if (node.kind === "sequence") {
      const items = node.items.map((item) => next(this.node(item, before)));
      return this.spanned({ ...node, ...site, items }, from);
    }
    const entries = node.entries.map((entry) => next(this.entry(entry)));
    return this.spanned({ ...node, ...site, entries }, from);
  }

  private entry(entry: Entry): Entry {
    const key = this.node(entry.key, 0) as Entry["key"];
    const value = this.node(entry.value, key.end);
    const { start, end } = this.site(entry);
    const made = { block: this.block, key, value, start, end: Math.max(end, value.end) };
    this.made.set(entry, made);
    return made;
  }

  private spanned<C extends Mapping | Sequence>(made: C, from: number): C {
    const parts = partsOf(made);
    const [first, last] = [parts[0], parts.at(-1)];
    if (!first || !last || (made.start <= first.start && last.end <= made.end)) return made;
    return made.flow
      ? { ...made, ...this.bracketed(from, first, last) }
      : { ...made, ...this.indented(made, first, last) };
  }

  private indented(made: Mapping | Sequence, first: Site, last: Site) {
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
