import { memo } from "../memo.ts";
import { readJson } from "../syntax/json.ts";
import type { Entry, Mapping, Node, Scalar } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { field } from "./fields.ts";
import type { Template } from "./model.ts";
import type { Value } from "./value.ts";
import { known, text as textOf } from "./value.ts";
import { resolverOf } from "./values.ts";
import { variableScope } from "./whole-file.ts";

/** Longer texts are not looked into. */
const longest = 1_000_000;

/**
 * The tree of the JSON that a text is, its nodes where they stand in the file. Where the text cannot be followed to its source, each node
 * stands at the whole of it. Undefined: it is no JSON object.
 */
export const embeddedJson = memo((scalar: Scalar): Mapping | undefined => {
  const { value } = scalar;
  if (typeof value !== "string" || value.length > longest || !/^\s*\{/.test(value)) return undefined;
  const file = { path: scalar.block.path, version: 0, text: quotingVariables(value) };
  const [root] = readJson(file).roots;
  const offsets = sourceOffsets(scalar, value);
  return root?.kind === "mapping" ? (placed(root, scalar, offsets) as Mapping) : undefined;
});

/** `"seconds": ${Timeout}` is JSON only once the variable is there: until then it is a text of the same length. */
function quotingVariables(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\$\{([^{}"\s]*)\}/g, (whole, name: string | undefined) =>
    name === undefined ? whole : `"${variableMark}${name}"`,
  );
}

/** Stands before the name of a variable that stood outside of any text. */
const variableMark = "\u00a7";

/** For each character of a text, where its source starts and ends. */
interface Offsets {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function placed(node: Node, scalar: Scalar, offsets: Offsets | undefined): Node {
  const site = {
    block: scalar.block,
    start: offsets?.starts[node.start] ?? scalar.start,
    end: offsets?.ends[node.end - 1] ?? scalar.end,
  };
  if (node.kind === "mapping")
    return { ...node, ...site, entries: node.entries.map((entry) => placedEntry(entry, scalar, offsets)) };
  if (node.kind === "sequence")
    return { ...node, ...site, items: node.items.map((item) => placed(item, scalar, offsets)) };
  return { ...node, ...site };
}

function placedEntry(entry: Entry, scalar: Scalar, offsets: Offsets | undefined): Entry {
  const key = placed(entry.key, scalar, offsets) as Scalar;
  const value = placed(entry.value, scalar, offsets);
  return { block: scalar.block, start: key.start, end: value.end, key, value };
}

/** Undefined: the text cannot be followed to its source. */
function sourceOffsets(scalar: Scalar, text: string): Offsets | undefined {
  const source = scalar.block.text.slice(scalar.start, scalar.end);
  if (scalar.style === "double" || scalar.style === "json") return escapedOffsets(source, text, scalar.start);
  const isBlock = scalar.style === "literal" || scalar.style === "folded";
  const from = isBlock ? source.indexOf("\n") + 1 : scalar.style === "single" ? 1 : 0;
  return alignedOffsets(source, text, from, scalar.start, scalar.style === "single");
}

/** Character by character; white space of the source may be more or less than that of the text, which is all the same to JSON. */
function alignedOffsets(
  source: string,
  text: string,
  from: number,
  base: number,
  isSingle: boolean,
): Offsets | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = from;
  for (const character of text.split("")) {
    const isSpace = isWhite(character);
    if (!isSpace) while (isWhite(source[at])) at++;
    if (!isSpace && source[at] !== character) return undefined;
    starts.push(base + Math.min(at, source.length));
    if (!isSpace || isWhite(source[at])) at += isSingle && character === "'" ? 2 : 1;
    ends.push(base + Math.min(at, source.length));
  }
  return { starts, ends };
}

const isWhite = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);

/** A text in double quotes, on one line. */
function escapedOffsets(source: string, text: string, base: number): Offsets | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 1;
  while (starts.length < text.length && at < source.length - 1) {
    if (source[at] === "\n") return undefined;
    starts.push(base + at);
    at += source[at] === "\\" ? escapeLength(source[at + 1]) : 1;
    ends.push(base + at);
  }
  return starts.length === text.length && at === source.length - 1 ? { starts, ends } : undefined;
}

const escapeLength = (kind: string | undefined): number =>
  kind === "u" ? 6 : kind === "x" ? 4 : kind === "U" ? 10 : 2;

/** The text of a value that is one, or that `Fn::Sub` makes, with the local variables of the latter. */
interface Written {
  readonly text: Scalar;
  readonly isSub: boolean;
  readonly locals?: Node | undefined;
}

function writtenText(node: Node): Written | undefined {
  const tag = node.tag;
  const long = node.kind === "mapping" && node.entries.length === 1 ? field(node, "Fn::Sub") : undefined;
  const argument = long ?? node;
  const isSub = long !== undefined || tag === "!Sub";
  if (argument.kind === "scalar") return tag && !isSub ? undefined : { text: argument, isSub };
  const [text, locals] = isSub ? itemsOf(argument) : [];
  return text?.kind === "scalar" ? { text, isSub, locals } : undefined;
}

/**
 * What the JSON in a text means: the text itself, one that `Fn::Sub` fills in, or one that is put together, whose parts all stand at the
 * whole of it. Undefined: it is no JSON.
 */
export function embeddedValue(node: Node, template: Template): Value | undefined {
  const written = writtenText(node) ?? joinedText(node, template);
  const root = written && embeddedJson(written.text);
  if (!written || !root) return undefined;
  return resolverOf(variableScope((text, at) => filledIn(text, at, written, template))).resolve(root);
}

function joinedText(node: Node, template: Template): Written | undefined {
  const value = template.resolve(node);
  const { block, start, end } = node;
  const joined = value.kind === "unknown" ? value.pattern : textOf(value);
  if (joined === undefined) return undefined;
  return { text: { kind: "scalar", value: joined, style: "plain", block, start, end }, isSub: true };
}

function filledIn(
  text: string,
  at: Node,
  { isSub, locals, text: { block } }: Written,
  template: Template,
): Value | undefined {
  const source = text.startsWith(variableMark) ? `\${${text.slice(1)}}` : text;
  if (!isSub) return source === text ? undefined : known(at, source);
  if (!source.includes("${")) return undefined;
  const scalar: Scalar = { kind: "scalar", value: source, style: "plain", block, start: at.start, end: at.end };
  if (!locals) return template.resolve({ ...scalar, tag: "!Sub" });
  return template.resolve({ ...scalar, kind: "sequence", items: [scalar, locals], flow: true, tag: "!Sub" } as Node);
}
