import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from "yaml";
import type { Block } from "../text/source.ts";
import type { Alias, Entry, Mapping, Node, Scalar, Sequence } from "./node.ts";

const styles: { readonly [type: string]: Scalar["style"] } = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/** Anchors by name, and the names of aliases for which there was none. */
export interface Names {
  readonly anchors: Map<string, Node>;
  readonly unknown: Set<string>;
}

/**
 * Turns the nodes of a stream, in the order of the text, into ours. Anchors are known to the aliases that come after them.
 * `open`: where strings and brackets start that end with their line, for want of a closing mark; the parser saw other text there. What
 * stands in such brackets is not read. `names`: the anchors that are known before, and where those met are put.
 */
export function nodeReader(block: Block, open: ReadonlySet<number>, names: Names): (node: unknown) => Node {
  const { anchors, unknown } = names;

  const toNode = (node: unknown, after = 0): Node => {
    const made = unanchored(node, after);
    // Set once the node is complete, so an alias inside it does not make a circle.
    const anchor = (node as { anchor?: string } | undefined)?.anchor;
    if (anchor !== undefined) anchors.set(anchor, made);
    return made;
  };

  const unanchored = (node: unknown, after: number): Node => {
    if (isScalar(node)) return scalar(node, after);
    if (isAlias(node)) {
      const [start, end] = rangeOf(node);
      const target = anchors.get(node.source);
      if (!target) unknown.add(node.source);
      return { kind: "alias", block, start, end, name: node.source, target } satisfies Alias;
    }
    if (isMap(node)) return mapping(node);
    if (isSeq(node)) return sequence(node);
    return missing(block, after);
  };

  const scalar = (node: YamlScalar, after: number): Scalar => {
    const [start, end] = rangeOf(node);
    const tag = localTag(node);
    if (start === end) return { ...missing(block, afterMark(block.text, start, after)), ...tag };
    if (open.has(start)) return { ...openEnded(block, start), ...tag };
    const style = styles[node.type ?? "PLAIN"] ?? "plain";
    if (isQuoted(style) && !isClosed(block.text, start, end)) return { ...openString(block, start, end), ...tag };
    const last = style === "literal" || style === "folded" ? contentEnd(block.text, start, end) : end;
    return { kind: "scalar", block, start, end: last, value: meaning(node, style), style, ...tag };
  };

  const mapping = (map: YAMLMap): Mapping => {
    const entries: Entry[] = [];
    for (const pair of map.items) entries.push(...entriesOf(pair));
    return {
      kind: "mapping",
      block,
      ...collectionSpan(map, entries),
      entries,
      flow: map.flow === true,
      ...localTag(map),
    };
  };

  const sequence = (seq: YAMLSeq): Sequence => {
    const items: Node[] = seq.items.map((item) => (isPair(item) ? lonePair(item) : toNode(item, seq.range?.[0])));
    return { kind: "sequence", block, ...collectionSpan(seq, items), items, flow: seq.flow === true, ...localTag(seq) };
  };

  const lonePair = (pair: Pair): Node => {
    const entries = entriesOf(pair);
    const [start, end] = rangeOf(pair.key);
    return { kind: "mapping", block, start, end: entries.at(-1)?.end ?? end, entries, flow: true };
  };

  /** None for a key that is no scalar; its value is still read, for the anchors in it. */
  const entriesOf = (pair: Pair): Entry[] => {
    const key = keyOf(toNode(pair.key, rangeOf(pair.key)[0]));
    const value = toNode(pair.value, rangeOf(pair.key)[1]);
    const keys = key ? linesOfKey(key) : [];
    return keys.map((each, index) => entryFrom(each, index < keys.length - 1 ? missing(block, each.end) : value));
  };

  return toNode;
}

export const missing = (block: Block, at: number): Scalar => ({
  kind: "scalar",
  block,
  start: at,
  end: at,
  value: null,
  style: "plain",
});

const entryFrom = (key: Scalar, value: Node): Entry => ({
  block: key.block,
  start: key.start,
  end: Math.max(key.end, value.end),
  key,
  value,
});

/**
 * A plain key over several lines is a slip of the parser's: a key being typed, still without colon, above the next one. Each line is a
 * key then, and the last has the value.
 */
export function linesOfKey(key: Scalar): Scalar[] {
  const { block, style } = key;
  const source = block.text.slice(key.start, key.end);
  if (style !== "plain" || !source.includes("\n")) return [key];
  return [...source.matchAll(/[^\s#][^\r\n]*/g)].map((line) => {
    const text = line[0].trimEnd();
    const start = key.start + line.index;
    return { kind: "scalar", block, start, end: start + text.length, value: plainValue(text), style };
  });
}

function keyOf(node: Node): Scalar | undefined {
  if (node.kind !== "alias") return node.kind === "scalar" ? node : undefined;
  const { block, start, end, target } = node;
  return target?.kind === "scalar"
    ? { kind: "scalar", block, start, end, value: target.value, style: "plain" }
    : undefined;
}

const isQuoted = (style: Scalar["style"]): boolean => style === "single" || style === "double";

const isClosed = (text: string, start: number, end: number): boolean =>
  end - start > 1 && text[end - 1] === text[start];

/** What ends with its line, whatever the parser took together there. */
function openEnded(block: Block, start: number): Scalar {
  const end = start + block.text.slice(start).search(/[ \t]*(?:[\r\n]|$)/);
  if (/[{[]/.test(block.text[start] ?? "")) return { ...missing(block, start), end };
  return openString(block, start, end);
}

/** A string that ends with its line, for want of a closing quote. */
function openString(block: Block, start: number, end: number): Scalar {
  const style = block.text[start] === '"' ? "double" : "single";
  return { kind: "scalar", block, start, end, value: block.text.slice(start + 1, end), style };
}

function meaning(node: YamlScalar, style: Scalar["style"]): Scalar["value"] {
  const source = node.source ?? "";
  if (style !== "plain" || node.tag === "tag:yaml.org,2002:str") return source;
  // The argument of a local tag is text: `!Sub 12` is not a number.
  return node.tag?.startsWith("!") && source !== "" ? source : plainValue(source);
}

/**
 * What an unquoted YAML scalar means. A number whose own text would be lost (`012345678901`, `1.10`, `0o17`, `1e3`) stays text:
 * such are account ids, versions and dates.
 */
export function plainValue(source: string): Scalar["value"] {
  const first = source.charCodeAt(0);
  if (first === 45 || (first >= 48 && first <= 57)) {
    const number = /^-?\d+(\.\d+)?$/.test(source) ? Number(source) : undefined;
    return number !== undefined && String(number) === source ? number : source;
  }
  if (source === "" || source === "~" || source === "null" || source === "Null" || source === "NULL") return null;
  if (source === "true" || source === "True" || source === "TRUE") return true;
  if (source === "false" || source === "False" || source === "FALSE") return false;
  return source;
}

/** Back over the spaces between a colon, dash or tag and the value that is missing there. */
function afterMark(text: string, start: number, least: number): number {
  let at = start;
  while (at > least && (text[at - 1] === " " || text[at - 1] === "\t")) at--;
  return at;
}

/** Without the empty lines that follow the last line of a block scalar. */
function contentEnd(text: string, start: number, end: number): number {
  let last = end - 1;
  while (last > start && " \t\r\n".includes(text[last] ?? "x")) last--;
  const line = text.slice(last + 1, end).search(/[\r\n]/);
  return line < 0 ? end : last + 1 + line;
}

/** A flow collection ends with its bracket, a block collection with its last part. */
function collectionSpan(
  node: YAMLMap | YAMLSeq,
  parts: readonly { readonly end: number }[],
): { start: number; end: number } {
  const [start, rangeEnd] = rangeOf(node);
  return { start, end: node.flow ? rangeEnd : Math.max(start, parts.at(-1)?.end ?? start) };
}

const localTag = (node: { tag?: string }): { tag?: string } =>
  node.tag?.startsWith("!") && node.tag.length > 1 ? { tag: node.tag } : {};

function rangeOf(node: unknown): readonly [number, number] {
  const range = (node as { range?: readonly number[] | null } | undefined)?.range;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
