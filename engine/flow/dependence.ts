import { componentsOf } from "../components.ts";
import { memo } from "../memo.ts";
import type { Pattern, Statement } from "../program/ir.ts";
import { membersIn, namesIn, rootOf } from "../program/patterns.ts";
import { type CodeNode, nodesOf } from "../program/walk.ts";
import type { Block } from "../text/source.ts";
import { changesReceiver } from "./changes.ts";

/** The names that a top-level statement has to do with. */
interface Names {
  readonly mentioned: ReadonlySet<string>;
  /** Those of the module that it declares, or gives a value to outside its functions. */
  readonly given: ReadonlySet<string>;
  /** Those that its functions, which run at any time, change; local ones too. */
  readonly givenLater: ReadonlySet<string>;
}

const namesOf = memo((statement: Statement): Names => {
  const mentioned = new Set<string>();
  const given = new Set<string>();
  const givenLater = new Set<string>();
  if (statement.kind === "import") for (const name of statement.names) given.add(name.local);
  if (statement.kind === "export") for (const name of statement.names) mentioned.add(name.local);
  let endOfFunction = -1;
  for (const node of nodesOf(statement)) {
    const isInFunction = node.start < endOfFunction;
    if (node.kind === "function" && !isInFunction) endOfFunction = node.end;
    if (node.kind === "name") mentioned.add(node.name);
    if (node.kind === "variable" && !isInFunction) for (const name of namesIn(node.target)) given.add(name);
    for (const name of changedBy(node)) (isInFunction ? givenLater : given).add(name);
  }
  return { mentioned: new Set([...mentioned, ...given, ...givenLater]), given, givenLater };
});

/** What an assignment, a loop or a method that changes its object gives a value to. */
function changedBy(node: CodeNode): readonly string[] {
  if (node.kind === "assignment") return givenBy(node.target);
  if (node.kind === "loop") return node.each ? givenBy(node.each) : [];
  if (node.kind !== "call" || node.callee.kind !== "member" || !changesReceiver(node.callee.property)) return [];
  return [rootOf(node.callee.object) ?? []].flat();
}

/** The variables that a pattern binds, and those that it writes members of. */
const givenBy = (target: Pattern): readonly string[] => [
  ...namesIn(target),
  ...membersIn(target).flatMap((member) => rootOf(member) ?? []),
];

/** The names of a module that its functions change, at any time: a summary made at another time does not tell what is in them. */
export function sharedNames(statements: readonly Statement[]): ReadonlySet<string> {
  const names = statements.map(namesOf);
  const ofModule = new Set(names.flatMap(({ given }) => [...given]));
  return new Set(names.flatMap(({ givenLater }) => [...givenLater]).filter((name) => ofModule.has(name)));
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
 * For each block of a module, a key that is the same as long as all that its functions can depend on is: the blocks, directly or not,
 * that give a value to a name it mentions, and those that see what its functions change. Static and by name, so it may say "changed" too
 * often, never too seldom; the order of the blocks is not in it. Blocks that others depend on come before those.
 */
export function dependenceKeys(statements: readonly Statement[]): ReadonlyMap<Block, string> {
  const next = linksOf(statements);
  const keys = new Map<Block | SharedName, string>();
  for (const component of componentsOf(next.keys(), (node) => next.get(node) ?? [])) {
    const inside = new Set(component);
    const below = new Set<string>();
    for (const node of component)
      for (const other of next.get(node) ?? []) if (!inside.has(other)) below.add(keys.get(other) ?? "");
    const own = component.filter(isBlock).map((block) => String(identityOf(block)));
    const key = digest([...own.sort(), "/", ...[...below].sort()]);
    for (const node of component) keys.set(node, key);
  }
  return new Map([...keys].filter((entry): entry is [Block, string] => isBlock(entry[0])));
}

/** A name that statements of one module share. */
interface SharedName {
  readonly name: string;
}

const isBlock = (node: Block | SharedName): node is Block => "text" in node;

/** A block leads to the names it mentions, a name to the blocks that give it a value and, if a function does, to those that see it. */
function linksOf(statements: readonly Statement[]): ReadonlyMap<Block | SharedName, readonly (Block | SharedName)[]> {
  const next = new Map<Block | SharedName, (Block | SharedName)[]>();
  const shared = new Map<string, SharedName>();
  const link = (from: Block | SharedName, to: Block | SharedName) => {
    const links = next.get(from);
    if (links) links.push(to);
    else next.set(from, [to]);
  };
  const nameOf = (name: string): SharedName => {
    const known = shared.get(name) ?? { name };
    shared.set(name, known);
    return known;
  };
  const names = statements.map(namesOf);
  const ofModule = new Set(names.flatMap(({ given }) => [...given]));
  // what a module gives out is never read under these names
  for (const name of ["exports", "module"]) ofModule.delete(name);
  const changedLater = new Set(names.flatMap(({ givenLater }) => [...givenLater]));
  statements.forEach(({ block }, index) => {
    const { given, mentioned } = names[index] as Names;
    if (!next.has(block)) next.set(block, []);
    for (const name of mentioned) {
      if (!ofModule.has(name)) continue;
      link(block, nameOf(name));
      if (given.has(name) || changedLater.has(name)) link(nameOf(name), block);
    }
  });
  return next;
}

/** A short text for a list of them: two lists have the same with a chance of one in 2^64. */
function digest(parts: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995);
      b ^= b >>> 15;
    }
    a = Math.imul(a ^ 0x2c, 0x01000193);
    b = Math.imul(b ^ 0x2c, 0x5bd1e995);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
}
