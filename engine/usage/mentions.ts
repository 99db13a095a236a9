import { memo } from "../memo.ts";
import type { Call, Expression } from "../program/ir.ts";
import type { Module } from "./module.ts";
import { type Piece, pieceOf } from "./piece.ts";
import { requiredBy } from "./thing.ts";

/** The calls of a module by the name that is called, and those that are handed a thing by its name. */
export interface Mentions {
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly handed: ReadonlyMap<string, readonly Handing[]>;
  /** Local names of what is imported or taken out of an object, by the name it has there; `default` for the whole. */
  readonly imported: ReadonlyMap<string, readonly string[]>;
  /** The keys of objects that hold what has a name. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

export interface Handing {
  readonly call: Call;
  readonly index: number;
}

export const lastName = (e: Expression): string | undefined =>
  e.kind === "name" ? e.name : e.kind === "member" && typeof e.property === "string" ? e.property : undefined;

const mentionsIn = memo((piece: Piece): Pick<Mentions, "calls" | "handed" | "keys"> => {
  const keys = new Map<string, string[]>();
  const calls = new Map<string, Call[]>();
  const handed = new Map<string, Handing[]>();
  for (const { nodes } of piece.units)
    for (const node of nodes) {
      if (node.kind === "object")
        for (const { key, value } of node.properties)
          if (typeof key === "string" && value.kind === "name" && value.name !== key) put(keys, value.name, key);
      if (node.kind !== "call") continue;
      const name = requiredBy(node.callee) === undefined ? lastName(node.callee) : "default";
      if (name !== undefined) put(calls, name, node);
      for (const [index, argument] of node.args.entries()) {
        const passed = lastName(argument);
        if (passed !== undefined) put(handed, passed, { call: node, index });
      }
    }
  return { calls, handed, keys };
});

export const mentionsOf = memo((module: Module): Mentions => {
  const calls = new Map<string, Call[]>();
  const handed = new Map<string, Handing[]>();
  const keys = new Map<string, string[]>();
  for (const { statement } of module.pieces) {
    const inside = mentionsIn(pieceOf(statement));
    for (const [name, list] of inside.calls) for (const one of list) put(calls, name, one);
    for (const [name, list] of inside.handed) for (const one of list) put(handed, name, one);
    for (const [name, list] of inside.keys) for (const one of list) put(keys, name, one);
  }
  const imported = new Map<string, string[]>();
  for (const { name, definitions } of module.bindings.values())
    for (const one of definitions) {
      if (one.kind === "import") put(imported, one.imported, name);
      else if (one.kind === "value" && one.path.length < 2) put(imported, one.path[0] ?? "default", name);
    }
  return { calls, handed, imported, keys };
});

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
