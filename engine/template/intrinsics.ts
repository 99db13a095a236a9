import type { Node } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { cidrBlocks } from "./cidr.ts";
import { forEachOption, joined } from "./combine.ts";
import { truthOf } from "./conditions.ts";
import { field, mappingOf, textIn } from "./fields.ts";
import { openLoopIn, unrolled } from "./for-each.ts";
import type { Resolver } from "./scope.ts";
import type { Value } from "./value.ts";
import { known, list, number, primitive, text, unknown, at as valueAt } from "./value.ts";

/** One use of an intrinsic function. `at`: the whole of it. */
export interface Call {
  readonly name: string;
  readonly argument: Node;
  readonly at: Node;
  readonly resolver: Resolver;
}

/** Undefined: `AWS::NoValue`. Functions that are not here are unknown. */
type Compute = (call: Call) => Value | undefined;

/** `!Ref Name`: a parameter's value, or the name of a resource known after deployment. */
function ref({ argument, at, resolver }: Call): Value | undefined {
  const name = textIn(argument);
  if (name === undefined) return unknown(at, "the reference names nothing");
  return named(name, at, resolver);
}

function named(name: string, at: Node, resolver: Resolver): Value | undefined {
  if (name === "AWS::NoValue") return undefined;
  const parameter = resolver.scope.parameter(name);
  if (parameter) return parameter;
  if (name.startsWith("AWS::")) return unknown(at, `'${name}' is known at deployment`, { pattern: `\${${name}}` });
  const [resource = "", ...rest] = name.split(".");
  const told = rest.length > 0 ? resolver.scope.attribute?.(resource, rest.join(".")) : undefined;
  if (told) return told;
  const attribute = rest.length > 0 ? { attribute: rest.join(".") } : {};
  return unknown(at, `'${resource}' is known after deployment`, {
    refersTo: { resource, ...attribute },
    pattern: `\${${name}}`,
  });
}

/** `!GetAtt Name.Attribute` or `[Name, Attribute]`. */
function getAtt({ argument, at, resolver }: Call): Value | undefined {
  const parts = itemsOf(argument, true).map((item) => text(resolver.resolve(item)));
  if (parts.length === 0 || parts.some((part) => part === undefined))
    return unknown(at, "the attribute is known after deployment");
  const name = parts.join(".");
  return name.includes(".") ? named(name, at, resolver) : named(`${name}.`, at, resolver);
}

/** `!Sub text` or `[text, { local: value }]`. */
function sub({ argument, at, resolver }: Call): Value {
  const [first, locals] = argument.kind === "sequence" ? argument.items : [argument];
  const template = first && patternIn(first, resolver);
  if (!template || template.kind === "unknown")
    return unknown(at, template?.because ?? "the text is missing", template ?? {});
  if (template.kind === "oneOf")
    return forEachOption(template, at, (option) => substituted(option, at, locals, resolver));
  return substituted(template, at, locals, resolver);
}

/** The text itself, so that a `{{resolve:…}}` in it is seen once its variables are filled in. */
function patternIn(node: Node, resolver: Resolver): Value {
  if (node.kind !== "scalar" || node.tag || typeof node.value !== "string") return resolver.resolve(node);
  return resolver.scope.variables(node.value, node) ?? known(node, node.value);
}

function substituted(template: Value, at: Node, locals: Node | undefined, resolver: Resolver): Value {
  const source = text(template);
  if (source === undefined) return template.kind === "unknown" ? template : unknown(at, "it is no text");
  const pieces = source.split(/\$\{([^{}]*)\}/);
  const values = pieces.map((piece, index): Value => {
    if (index % 2 === 0) return known(at, piece);
    if (piece.startsWith("!")) return known(at, `\${${piece.slice(1)}}`);
    const local = field(locals, piece);
    return (local ? resolver.present(local) : named(piece, at, resolver)) ?? known(at, "");
  });
  const only = values.length === 3 && pieces[0] === "" && pieces[2] === "" ? values[1] : undefined;
  return lookedUp(only ?? (values.length === 1 ? template : joined(values, at)));
}

/** A text with `{{resolve:…}}` is another one once it is deployed. */
export function lookedUp(value: Value): Value {
  const found = text(value);
  if (!found?.includes("{{resolve:")) return value;
  return unknown(value.at, "it is looked up at deployment", { pattern: found });
}

/** `!Join [delimiter, [a, b]]`. */
function join({ argument, at, resolver }: Call): Value {
  const [delimiterNode, listNode] = itemsOf(argument);
  const delimiter = delimiterNode && resolver.resolve(delimiterNode);
  const parts = listNode && list(resolver.resolve(listNode));
  if (!delimiter || !parts) return unknown(at, "the list is known at deployment");
  return joined(
    parts.items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item])),
    at,
  );
}

/** `!Select [index, list]`. */
function select({ argument, at, resolver }: Call): Value {
  const [indexNode, listNode] = itemsOf(argument);
  const index = indexNode && number(resolver.resolve(indexNode));
  const parts = listNode && list(resolver.resolve(listNode));
  return (index !== undefined && parts?.items[index]) || unknown(at, "the item is known at deployment");
}

/** `!Split [delimiter, text]`. */
function split({ argument, at, resolver }: Call): Value {
  const [delimiterNode, textNode] = itemsOf(argument);
  const delimiter = delimiterNode && text(resolver.resolve(delimiterNode));
  const source = textNode && text(resolver.resolve(textNode));
  if (!delimiter || source === undefined) return unknown(at, "the text is known at deployment");
  const parts = source.split(delimiter).map((part) => known(at, part));
  return known(at, { kind: "list", items: parts });
}

/** `!FindInMap [map, key, key, { DefaultValue }]`; a key that is one of several gives one of several values. */
function findInMap({ argument, at, resolver }: Call): Value {
  const [mapNode, firstNode, secondNode, options] = itemsOf(argument);
  const [mapName, first, second] = [mapNode, firstNode, secondNode].map((node) => node && resolver.resolve(node));
  const mapping = resolver.scope.mapping(text(mapName) ?? "");
  if (!mapping || !first || !second) return unknown(at, "the map's entry is known at deployment");
  const standard = field(options, "DefaultValue");
  return lookup(resolver.resolve(mapping), [first, second], { at, otherwise: standard && resolver.resolve(standard) });
}

interface Lookup {
  readonly at: Node;
  readonly otherwise: Value | undefined;
}

function lookup(table: Value | undefined, keys: readonly Value[], look: Lookup): Value {
  const [key, ...rest] = keys;
  if (!table) return look.otherwise ?? unknown(look.at, "the map has no such entry");
  if (!key) return table;
  if (key.kind === "oneOf") return forEachOption(key, look.at, (option) => lookup(table, [option, ...rest], look));
  const name = primitive(key);
  if (name === undefined) return unknown(look.at, "the map's key is known at deployment");
  return lookup(valueAt(table, String(name)), rest, look);
}

/** `!If [condition, then, otherwise]`. */
function choose({ argument, at, resolver }: Call): Value | undefined {
  const [condition, then, otherwise] = itemsOf(argument);
  const name = textIn(condition);
  if (name === undefined || !then || !otherwise) return unknown(at, "the condition is incomplete");
  const truth = truthOf(name, resolver);
  if (truth !== undefined) return resolver.present(truth ? then : otherwise);
  const branches = { true: resolver.present(then), false: resolver.present(otherwise) };
  if (!branches.true && !branches.false) return undefined;
  const options = Object.entries(branches).map(([outcome, value]) => ({
    value: value ?? known(outcome === "true" ? then : otherwise, null),
    when: `'${name}' is ${outcome}`,
  }));
  return forEachOption({ kind: "oneOf", at, options }, at, (option) => option);
}

/** `!Base64 text`: the text itself, since what matters is what it says. */
const base64: Compute = ({ argument, resolver }) => resolver.resolve(argument);

/** `!ImportValue name`: known where a template of the workspace exports it. */
function importValue({ argument, at, resolver }: Call): Value {
  const name = text(resolver.resolve(argument));
  const told = name === undefined ? undefined : resolver.scope.exported?.(name);
  return told ?? unknown(at, name === undefined ? "another stack exports it" : `another stack exports '${name}'`);
}

/** `Fn::Length` of a list. */
function length({ argument, at, resolver }: Call): Value {
  const parts = list(resolver.resolve(argument))?.items;
  return parts?.every((part) => part.kind !== "oneOf")
    ? known(at, parts.length)
    : unknown(at, "the list is known at deployment");
}

/** `!Cidr [ipBlock, count, cidrBits]`; of an IPv6 block, which the account is given, unknown. */
function cidr({ argument, at, resolver }: Call): Value {
  const [block, count, bits] = itemsOf(argument).map((item) => resolver.resolve(item));
  if (!block || !count || !bits) return unknown(at, "the blocks are known at deployment");
  const cut = (whole: Value): Value => {
    const blocks = cidrBlocks(text(whole) ?? "", number(count) ?? 0, number(bits) ?? -1);
    if (!blocks) return unknown(at, "the blocks are known at deployment");
    return known(at, { kind: "list", items: blocks.map((one) => known(at, one)) });
  };
  return block.kind === "oneOf" ? forEachOption(block, at, cut) : cut(block);
}

/** `!GetAZs region`. */
const zones: Compute = ({ at }) => unknown(at, "which zones there are is known to the account at deployment");

/** `Fn::Transform`: a macro may make anything, but `AWS::Include` of a local file is that file. */
function transform({ argument, at, resolver }: Call): Value {
  const isInclude = textIn(field(argument, "Name")) === "AWS::Include";
  const location = isInclude ? field(field(argument, "Parameters"), "Location") : undefined;
  const path = location && text(resolver.resolve(location));
  const included = path === undefined ? undefined : resolver.scope.included?.(path);
  return included ? resolver.resolve(included) : unknown(at, "'Fn::Transform' makes it at deployment");
}

/** `Fn::ForEach::Name` as all there is in a mapping. */
function forEach({ at, resolver }: Call): Value {
  const mapping = mappingOf(at);
  const all = mapping && unrolled(mapping, resolver);
  if (!all || all === mapping || openLoopIn(all)) return unknown(at, "what it repeats over is known at deployment");
  return resolver.resolve(all);
}

const computed: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ["Ref", ref],
  ["GetAtt", getAtt],
  ["Sub", sub],
  ["Join", join],
  ["Select", select],
  ["Split", split],
  ["FindInMap", findInMap],
  ["If", choose],
  ["Base64", base64],
  ["ImportValue", importValue],
  ["Length", length],
  ["Cidr", cidr],
  ["GetAZs", zones],
  ["Transform", transform],
]);

/** Undefined: it is known at deployment, `ToJsonString`, `GetStackOutput`. */
export const intrinsicNamed = (name: string): Compute | undefined =>
  name.startsWith("ForEach::") ? forEach : computed.get(name);
