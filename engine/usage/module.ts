import { memo } from "../memo.ts";
import type { Expression, Name, ObjectProperty, Statement } from "../program/ir.ts";
import type { CodeNode } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Block } from "../text/source.ts";
import { type Binding, type Piece, pieceOf, type Unit } from "./piece.ts";

/** A script as its names see it. */
export interface Module {
  readonly document: ScriptDocument;
  readonly pieces: readonly Piece[];
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly exports: ReadonlyMap<string, readonly Given[]>;
  /** `export * from`. */
  readonly stars: readonly string[];
  /** What `module.exports` is set to. */
  readonly whole: readonly Expression[];
  /** The variables that are written to by property, by the object that they were given. */
  readonly holders: ReadonlyMap<Expression, Binding>;
  /** What is imported, types included, by its local name. */
  readonly typeNames: ReadonlyMap<string, { readonly from: string; readonly imported: string }>;
  pieceOf(node: CodeNode): Piece | undefined;
  bindingOf(name: Name): Binding | undefined;
  unitOf(node: CodeNode): Unit | undefined;
}

/** What is given out under a name. */
export type Given =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "other"; readonly from: string; readonly imported: string };

/** The modules that a handler may load. */
export interface World {
  readonly modules: readonly Module[];
  at(path: string): Module | undefined;
  /** The module of the workspace that an import names. Undefined: a package, or missing. */
  imported(from: Module, specifier: string): Module | undefined;
}

export const moduleOf = memo((document: ScriptDocument): Module => {
  const pieces = document.statements.map(pieceOf);
  const byBlock = new Map<Block, Piece[]>();
  for (const piece of pieces)
    byBlock.set(piece.statement.block, [...(byBlock.get(piece.statement.block) ?? []), piece]);
  const { bindings, outside } = bindingsOf(pieces);
  const holding = (node: CodeNode) => {
    const near = byBlock.get(node.block);
    return near?.find(({ unitOf }) => unitOf.has(node)) ?? (near?.length === 1 ? near[0] : undefined);
  };
  return {
    document,
    pieces,
    bindings,
    holders: holdersOf([...bindings.values(), ...pieces.flatMap(({ holders }) => holders)]),
    typeNames: typeNamesOf(document.statements),
    ...exportsOf(document.statements, outside),
    pieceOf: holding,
    bindingOf: (name) => holding(name)?.locals.get(name) ?? bindings.get(name.name),
    unitOf: (node) => holding(node)?.unitOf.get(node),
  };
});

/** The names of the module, with all that any of its statements gives them; then what statements do to names of the platform. */
function bindingsOf(pieces: readonly Piece[]): {
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly outside: ReadonlyMap<string, Binding>;
} {
  const bindings = new Map<string, Binding>();
  const outside = new Map<string, Binding>();
  for (const { declared } of pieces) for (const one of declared) add(bindings, one);
  for (const { outward } of pieces) for (const one of outward) add(bindings.has(one.name) ? bindings : outside, one);
  return { bindings, outside };
}

function typeNamesOf(statements: readonly Statement[]): Module["typeNames"] {
  const found = new Map<string, { readonly from: string; readonly imported: string }>();
  for (const statement of statements) {
    if (statement.kind !== "import" && statement.kind !== "type") continue;
    const { from } = statement;
    if (from !== undefined) for (const { imported, local } of statement.names) found.set(local, { from, imported });
  }
  return found;
}

function holdersOf(bindings: readonly Binding[]): ReadonlyMap<Expression, Binding> {
  const found = new Map<Expression, Binding>();
  for (const one of bindings) {
    if (one.written.size === 0) continue;
    for (const definition of one.definitions)
      if (definition.kind === "value" && definition.path.length === 0) found.set(definition.value, one);
  }
  return found;
}

function add(bindings: Map<string, Binding>, { name, definitions, written }: Binding): void {
  const known = bindings.get(name) ?? { name, definitions: [], written: new Map<string, Expression[]>() };
  bindings.set(name, known);
  known.definitions.push(...definitions);
  for (const [key, values] of written) known.written.set(key, [...(known.written.get(key) ?? []), ...values]);
}

function exportsOf(
  statements: readonly Statement[],
  outside: ReadonlyMap<string, Binding>,
): Pick<Module, "exports" | "stars" | "whole"> {
  const exports = new Map<string, Given[]>();
  const stars: string[] = [];
  const put = (name: string, given: Given) => exports.set(name, [...(exports.get(name) ?? []), given]);
  for (const statement of statements) {
    if (statement.kind !== "export") continue;
    const { from, names, value } = statement;
    if (value) put("default", { kind: "value", value });
    for (const { local, exported } of names) {
      if (from !== undefined && exported === "*") stars.push(from);
      else put(exported, from === undefined ? { kind: "name", name: local } : { kind: "other", from, imported: local });
    }
  }
  const whole: Expression[] = [];
  for (const [key, values] of [...(outside.get("exports")?.written ?? []), ...(outside.get("module")?.written ?? [])])
    for (const value of values) {
      if (key === "exports") whole.push(value);
      else put(key.replace(/^exports\./, ""), { kind: "value", value });
    }
  for (const value of whole) {
    if (value.kind !== "object") continue;
    for (const part of value.properties)
      if (typeof part.key === "string") put(part.key, { kind: "value", value: part.value });
  }
  return { exports, stars, whole };
}

/** Whether a module gives something out under a name, or may: through another module, or as a part of a whole that is made at run time. */
export const givesOut = ({ exports, stars, whole }: Module, name: string): boolean =>
  exports.has(name) ||
  stars.length > 0 ||
  whole.some((value) => value.kind !== "object" || value.properties.some(isSpread));

const isSpread = ({ key }: ObjectProperty): boolean => typeof key !== "string";
