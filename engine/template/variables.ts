import type { Mapping, Node } from "../syntax/node.ts";
import { joined } from "./combine.ts";
import { propertyAt } from "./property.ts";
import type { Resolver } from "./scope.ts";
import type { Value } from "./value.ts";
import { known, primitive, text as textOf, unknown } from "./value.ts";
import { literalIn, piecesOf, sourcesOf } from "./variable-text.ts";

/** What variables of one serverless.yml are read from. `assumes`: defaults of options and environment count as their values. */
export interface VariableContext {
  readonly root: Mapping;
  readonly resolver: Resolver;
  readonly assumes: boolean;
}

/** Longer texts are not looked through: no variable of a person is so long, and nesting could make it dear. */
const longest = 4096;

/** The meaning of a text with Serverless variables. Undefined: it has none. */
export function variablesIn(text: string, at: Node, context: VariableContext): Value | undefined {
  if (text.includes("#{")) return unknown(at, "a plugin computes it");
  if (!text.includes("${")) return undefined;
  if (text.length > longest) return unknown(at, "its text is too long");
  const pieces = piecesOf(text);
  const [only] = pieces;
  if (!pieces.some((piece) => piece.isVariable)) return undefined;
  if (only && pieces.length === 1) return variable(only.text, at, context);
  return joined(
    pieces.map((piece) => (piece.isVariable ? variable(piece.text, at, context) : known(at, piece.text))),
    at,
  );
}

/** The first source that is there. */
function variable(content: string, at: Node, context: VariableContext): Value {
  for (const source of sourcesOf(content)) {
    const value = sourceValue(source, at, context);
    if (value) return value;
  }
  return deferred(content, at, "given");
}

const deferred = (content: string, at: Node, how: "given" | "read"): Value =>
  unknown(at, `'\${${content}}' is ${how} at deployment`, {
    pattern: content.includes("$") ? "${}" : `\${${content}}`,
  });

/** Undefined: the source has nothing, so the next one counts. */
function sourceValue(source: string, at: Node, context: VariableContext): Value | undefined {
  const literal = literalIn(source);
  if (literal) return known(at, literal.value);
  if (source.startsWith("${")) return variablesIn(source, at, context);
  const kind = /^[A-Za-z][\w-]*/.exec(source)?.[0] ?? "";
  const address = addressIn(source, at, context);
  if (address === undefined) return unknown(at, `'\${${source}}' names an unknown`);
  const read = readers.get(kind);
  return read ? read(address, at, context) : deferred(source, at, "read");
}

/** The text after the first colon, its inner variables replaced. Undefined if one is unknown. */
function addressIn(source: string, at: Node, context: VariableContext): string | undefined {
  const written = source.slice(source.indexOf(":") + 1).trim();
  if (!written.includes("${")) return written;
  const value = primitive(variablesIn(written, at, context));
  return value === undefined ? undefined : String(value);
}

type Reader = (address: string, at: Node, context: VariableContext) => Value | undefined;

/** What each kind of variable is read from; other kinds are read at deployment. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["self", self],
  ["opt", (_address, at, context) => given(at, context)],
  ["env", (_address, at, context) => given(at, context)],
  ["param", parameter],
  [
    "sls",
    (address, at, context) => (address === "stage" ? stage(at, context) : unknown(at, "it is made at deployment")),
  ],
  [
    "aws",
    (address, at, context) =>
      (address === "region" ? region(context) : undefined) ?? unknown(at, `'aws:${address}' is known at deployment`),
  ],
]);

/** A path in the file. The framework fills in a stage and a region where there is none. */
function self(address: string, at: Node, context: VariableContext): Value | undefined {
  const found = inFile(address === "" ? [] : address.split("."), context);
  if (found) return contains(found.at, at) ? unknown(at, "it refers to itself") : found;
  if (address === "provider.stage") return stage(at, context);
  return address === "provider.region" ? (given(at, context) ?? known(at, "us-east-1")) : undefined;
}

const contains = (outer: Node, inner: Node): boolean =>
  outer.block === inner.block && outer.start <= inner.start && inner.end <= outer.end;

/** Given at deployment or left to the default; certain only where nothing may be assumed. */
const given = (at: Node, context: VariableContext): Value | undefined =>
  context.assumes ? undefined : unknown(at, "it may be given at deployment");

function inFile(path: readonly string[], context: VariableContext): Value | undefined {
  return propertyAt(context.resolver.resolve(context.root), path)?.value;
}

const region = (context: VariableContext): Value | undefined => inFile(["provider", "region"], context);

function stage(at: Node, context: VariableContext): Value | undefined {
  return given(at, context) ?? inFile(["provider", "stage"], context) ?? known(at, "dev");
}

/** `params` of version 3, `stages.*.params` of version 4: of the stage, else the default. */
function parameter(name: string, at: Node, context: VariableContext): Value | undefined {
  if (!context.assumes) return given(at, context);
  const current = textOf(stage(at, context));
  const stages = current === undefined || current === "default" ? ["default"] : [current, "default"];
  const paths = stages.flatMap((stageName) => [
    ["params", stageName, name],
    ["stages", stageName, "params", name],
  ]);
  for (const path of paths) {
    const value = inFile(path, context);
    if (value) return value;
  }
  return undefined;
}
