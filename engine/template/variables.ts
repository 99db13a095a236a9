import type { Node } from "../syntax/node.ts";
import { joined } from "./combine.ts";
import { propertyAt } from "./property.ts";
import type { Value } from "./value.ts";
import { known, primitive, text as textOf, unknown } from "./value.ts";
import { literalIn, piecesOf, pseudoPartsOf, type Source, sourceIn, sourcesOf } from "./variable-text.ts";
import { isCircular } from "./variables-circle.ts";
import { given, inFile, stage, type VariableContext } from "./variables-context.ts";
import { fileValue } from "./variables-file.ts";
import { parameter } from "./variables-param.ts";

/** Longer texts are not looked through: no variable of a person is so long, and nesting could make it dear. */
const longest = 4096;

/** The meaning of a text with Serverless variables. Undefined: it has none. */
export function variablesIn(text: string, at: Node, context: VariableContext): Value | undefined {
  const hasPseudo = text.includes("#{");
  if (!hasPseudo && !text.includes("${")) return undefined;
  if (text.length > longest) return unknown(at, "its text is too long");
  if (hasPseudo) return withPseudo(text, at, context);
  return resolved(text, at, context);
}

function resolved(text: string, at: Node, context: VariableContext): Value | undefined {
  const pieces = piecesOf(text);
  const [only] = pieces;
  if (!pieces.some((piece) => piece.isVariable)) return undefined;
  if (only && pieces.length === 1) return variable(only.text, at, context);
  return joined(
    pieces.map((piece) => (piece.isVariable ? variable(piece.text, at, context) : known(at, piece.text))),
    at,
  );
}

/** The plugin for pseudo parameters makes `Fn::Sub` of the text. */
function withPseudo(text: string, at: Node, context: VariableContext): Value {
  const parts = pseudoPartsOf(text);
  if (parts.length === 1) return unknown(at, "a plugin computes it");
  const values = parts.map((part, index) =>
    index % 2 === 0 ? (resolved(part, at, context) ?? known(at, part)) : reference(part, at),
  );
  const [before, only, after] = values;
  const isAlone = values.length === 3 && textOf(before) === "" && textOf(after) === "";
  return isAlone && only ? only : joined(values, at);
}

function reference(name: string, at: Node): Value {
  const pattern = `\${${name}}`;
  if (name.startsWith("AWS::")) return unknown(at, `'${name}' is known at deployment`, { pattern });
  const [resource = "", ...rest] = name.split(".");
  const refersTo = rest.length > 0 ? { resource, attribute: rest.join(".") } : { resource };
  return unknown(at, `'${resource}' is known after deployment`, { refersTo, pattern });
}

/** The first source that is there and is not null. */
function variable(content: string, at: Node, context: VariableContext): Value {
  let nothing: Value | undefined;
  for (const source of sourcesOf(content)) {
    const value = sourceValue(source, at, context);
    if (value && !(value.kind === "known" && value.value === null)) return value;
    nothing = value ?? nothing;
  }
  return nothing ?? deferred(content, at, "given");
}

const deferred = (content: string, at: Node, how: "given" | "read"): Value =>
  unknown(at, `'\${${content}}' is ${how} at deployment`, {
    pattern: content.includes("$") ? "${}" : `\${${content}}`,
  });

/** Undefined: the source has nothing, so the next one counts. */
function sourceValue(written: string, at: Node, context: VariableContext): Value | undefined {
  const literal = literalIn(written);
  if (literal) return known(at, literal.value);
  if (written.startsWith("${")) return variablesIn(written, at, context);
  const source = sourceIn(written);
  const read = source && readers.get(source.kind);
  if (!source || !read) return deferred(written, at, "read");
  const address = whole(source.address, at, context);
  const parameters = source.parameters?.map((part) => whole(part, at, context));
  if (source.address !== undefined && address === undefined) return unknown(at, `'\${${written}}' names an unknown`);
  if (parameters?.some((part) => part === undefined)) return unknown(at, `'\${${written}}' names an unknown`);
  const names = parameters?.flatMap((part) => part ?? []);
  return read({ kind: source.kind, parameters: names, address }, at, context);
}

/** A text with its inner variables replaced. Undefined if one is unknown. */
function whole(written: string | undefined, at: Node, context: VariableContext): string | undefined {
  if (!written?.includes("${")) return written;
  const value = primitive(variablesIn(written, at, context));
  return value === undefined ? undefined : String(value);
}

type Reader = (source: Source, at: Node, context: VariableContext) => Value | undefined;

/** What each kind of variable is read from; other kinds (`ssm`, `cf`, `s3`, `terraform`, …) are read at deployment. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["self", self],
  ["file", fileValue],
  ["opt", (_source, at, context) => given(at, context)],
  ["env", (_source, at, context) => given(at, context)],
  ["param", ({ address = "" }, at, context) => parameter(address, at, context)],
  ["strToBool", toBoolean],
  ["sls", core],
  ["aws", account],
]);

function core({ address }: Source, at: Node, context: VariableContext): Value | undefined {
  return address === "stage" ? stage(at, context) : unknown(at, "it is made at deployment");
}

function account({ address = "" }: Source, at: Node, context: VariableContext): Value | undefined {
  const value = address === "region" ? inFile(["provider", "region"], context) : undefined;
  const pattern = { accountId: "${AWS::AccountId}", region: "${AWS::Region}" }[address];
  return value ?? unknown(at, `'aws:${address}' is known at deployment`, pattern === undefined ? {} : { pattern });
}

function toBoolean({ parameters = [] }: Source, at: Node): Value {
  const word = parameters[0]?.trim().toLowerCase();
  if (word === "true" || word === "1") return known(at, true);
  return word === "false" || word === "0" ? known(at, false) : unknown(at, "it is no boolean");
}

/** A path in the service. The framework fills in a stage and a region where there is none. */
function self({ address = "" }: Source, at: Node, context: VariableContext): Value | undefined {
  const path = address === "" ? [] : address.split(".");
  const found = propertyAt(context.resolver.resolve(context.root), path)?.value;
  if (found) return isCircular(found, at, context) ? unknown(at, "it refers to itself") : found;
  if (address === "provider.stage") return stage(at, context);
  return address === "provider.region" ? (given(at, context) ?? known(at, "us-east-1")) : undefined;
}
