import { memo } from "../memo.ts";
import type { Pattern, Statement } from "../program/ir.ts";
import { type CodeNode, nodesOf } from "../program/walk.ts";
import type { Block } from "../text/source.ts";

/** The names that a top-level statement mentions, and those of them that it gives a value to or changes. */
interface Names {
  readonly mentioned: ReadonlySet<string>;
  readonly given: ReadonlySet<string>;
}

const namesOf = memo((statement: Statement): Names => {
  const mentioned = new Set<string>();
  const given = new Set<string>();
  if (statement.kind === "variable") for (const name of bound(statement.target)) given.add(name);
  if (statement.kind === "import") for (const name of statement.names) given.add(name.local);
  if (statement.kind === "export") for (const name of statement.names) mentioned.add(name.local);
  for (const node of nodesOf(statement)) {
    if (node.kind === "name") mentioned.add(node.name);
    for (const name of changedBy(node)) given.add(name);
  }
  return { mentioned: new Set([...mentioned, ...given]), given };
});

function bound(target: Pattern): readonly string[] {
  if (target.kind === "name") return [target.name];
  if (target.kind === "member") return [];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  return [...parts.flatMap((part) => (part ? bound(part.target) : [])), ...(target.rest ? bound(target.rest) : [])];
}

/** What an assignment, a declaration without `const`, or a method that changes its object gives a value to. */
function changedBy(node: CodeNode): readonly string[] {
  if (node.kind === "assignment") return [...bound(node.target), ...rootOf(node.target)];
  if (node.kind === "call" && node.callee.kind === "member" && node.callee.property === "push")
    return rootOf(node.callee.object);
  return [];
}

function rootOf(node: CodeNode | Pattern): readonly string[] {
  let here = node;
  while (here.kind === "member") here = here.object;
  return here.kind === "name" ? [here.name] : [];
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A number for an object's identity. */
export function identityOf(object: object | undefined): number {
  if (!object) return 0;
  const known = numbers.get(object);
  if (known !== undefined) return known;
  lastNumber++;
  numbers.set(object, lastNumber);
  return lastNumber;
}

/**
 * For each block of a module, a key that is the same as long as all that its functions can depend on is: the statements, directly or not,
 * that give a value to a name it mentions. Static and by name, so it may say "changed" too often, never too seldom.
 */
export function dependenceKeys(statements: readonly Statement[]): ReadonlyMap<Block, string> {
  const givers = new Map<string, Set<Block>>();
  const mentioned = new Map<Block, Set<string>>();
  for (const statement of statements) {
    const names = namesOf(statement);
    for (const name of names.given) givers.set(name, (givers.get(name) ?? new Set()).add(statement.block));
    const all = mentioned.get(statement.block) ?? new Set();
    for (const name of names.mentioned) all.add(name);
    mentioned.set(statement.block, all);
  }
  const next = new Map(
    Array.from(mentioned, ([block, names]) => [block, [...names].flatMap((name) => [...(givers.get(name) ?? [])])]),
  );
  return new Map(Array.from(next.keys(), (block) => [block, keyOf(block, next)]));
}

function keyOf(block: Block, next: ReadonlyMap<Block, readonly Block[]>): string {
  const reached = new Set([block]);
  for (const one of reached) for (const other of next.get(one) ?? []) reached.add(other);
  return Array.from(reached, identityOf)
    .sort((a, b) => a - b)
    .join();
}
