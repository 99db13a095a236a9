import type * as ir from "../program/ir.ts";
import { takeBack } from "./bind.ts";
import type { Frame } from "./frame.ts";

/**
 * Two names of one object: `const b = a`, `const self = this`, `const { parts } = this`. What is done to it under one of them is done under the
 * other. It ends when one of the names is given another value.
 */
export function noteAliases({ word, target, initial }: ir.VariableStatement, frame: Frame): void {
  if (word !== "const" || !initial) return;
  for (const [name, object] of aliasesIn(target, initial)) {
    const root = object.kind === "name" ? object : object.kind === "member" ? object.object : undefined;
    if (root?.kind !== "name" || root.name === name || !frame.variables.has(name)) continue;
    link(frame, name, root.name, object);
    if (object.kind === "name" && frame.variables.has(root.name)) link(frame, root.name, name, { ...object, name });
  }
}

/** Other names of one object, and names of a function that have any, at most: each change is told to all of them. */
const mostNames = 4;
const mostLinked = 40;

function link(frame: Frame, name: string, other: string, object: ir.Expression): void {
  frame.aliases ??= new Map();
  const known = frame.aliases.get(name) ?? [];
  if (known.length >= mostNames || frame.aliases.size >= mostLinked) return;
  frame.aliases.set(name, [...known, { other, tell: (before, after) => takeBack(object, before, after, frame) }]);
}

type Named = readonly [name: string, object: ir.Expression];

/** The names in a pattern that stand for an object which another name or member leads to. */
function aliasesIn(target: ir.Pattern, initial: ir.Expression): readonly Named[] {
  const isPath = initial.kind === "member" && initial.object.kind === "name" && typeof initial.property === "string";
  if (target.kind === "name") return initial.kind === "name" || isPath ? [[target.name, initial]] : [];
  if (target.kind !== "object-pattern" || initial.kind !== "name") return [];
  const { block, start, end } = initial;
  const member = { kind: "member", object: initial, optional: false, block, start, end } as const;
  return target.properties.flatMap(({ key, target: part, initial: otherwise }): readonly Named[] =>
    typeof key === "string" && part.kind === "name" && !otherwise
      ? [[part.name, { ...member, property: key, propertyAt: part }]]
      : [],
  );
}
