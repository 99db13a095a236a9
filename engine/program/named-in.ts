import { memo } from "../memo.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { textAt } from "../text/source.ts";
import type { Expression, FunctionExpression, Pattern, Statement } from "./ir.ts";
import { type CodeNode, childrenOf } from "./walk.ts";

/** Names of variables and properties that code uses. */
export interface NamesUsed {
  readonly names: ReadonlySet<string>;
  /** Those of which more than a part is used: `config` of `connect(config)`, `db` of `connect(config.db)`. */
  readonly whole: ReadonlySet<string>;
}

interface Found {
  readonly names: Set<string>;
  readonly whole: Set<string>;
}

type ByFunction<T> = ReadonlyMap<FunctionExpression | undefined, T>;

/** What each function of a script uses, and its top level: undefined. */
export const namesUsed = memo((document: ScriptDocument): ByFunction<NamesUsed> => {
  const all = new Map<FunctionExpression | undefined, Found>();
  for (const statement of document.statements)
    for (const [fn, used] of usedIn(statement)) {
      const known = foundIn(all, fn);
      for (const name of used.names) known.names.add(name);
      for (const name of used.whole) known.whole.add(name);
    }
  return all;
});

const usedIn = memo((top: Statement): ByFunction<NamesUsed> => {
  const all = new Map<FunctionExpression | undefined, Found>();
  const open: (readonly [CodeNode, FunctionExpression | undefined])[] = [[top, undefined]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, within] = next;
    const found = foundIn(all, within);
    for (const name of namesAt(node)) found.names.add(name);
    for (const child of childrenOf(node)) {
      if (isGivenOut(child, node)) continue;
      const name = isWhole(child, node) ? namesAt(child)[0] : undefined;
      if (name !== undefined) found.whole.add(name);
      open.push([child, node.kind === "function" ? node : within]);
    }
  }
  return all;
});

function foundIn(all: Map<FunctionExpression | undefined, Found>, fn: FunctionExpression | undefined): Found {
  const found = all.get(fn) ?? { names: new Set(), whole: new Set() };
  all.set(fn, found);
  return found;
}

function namesAt(node: CodeNode): readonly string[] {
  if (node.kind === "name") return [node.name];
  if (node.kind === "member") {
    // a variable of the environment is no property of anything
    return typeof node.property === "string" && !isEnvironment(node.object) ? [node.property] : [];
  }
  if (node.kind === "variable" && node.initial && !isEnvironment(node.initial)) return keysIn(node.target);
  return node.kind === "function" ? node.params.flatMap(({ target }) => keysIn(target)) : [];
}

const isEnvironment = (e: Expression): boolean => e.kind === "member" && e.property === "env";

const keysIn = (target: Pattern): readonly string[] =>
  target.kind === "object-pattern"
    ? target.properties.flatMap(({ key, target: inner }) => [
        ...(typeof key === "string" ? [key] : []),
        ...keysIn(inner),
      ])
    : [];

/** Not only a part of it is read, by its name or by a pattern. */
const isWhole = (child: CodeNode, node: CodeNode): boolean =>
  (child.kind === "name" || child.kind === "member") &&
  !(node.kind === "member" && node.object === child) &&
  !(node.kind === "variable" && node.target.kind === "object-pattern" && !node.target.rest);

/** `module.exports = { x }`, `exports.x = x` and `export default x` use nothing: they give it a name for others. */
const isGivenOut = (child: CodeNode, node: CodeNode): boolean =>
  (node.kind === "export" && child.kind === "name") ||
  (node.kind === "assignment" &&
    child === node.value &&
    /^(?:module\.)?exports\b/.test(textAt(node.target)) &&
    (child.kind === "name" ||
      (child.kind === "object" && child.properties.every(({ value }) => value.kind === "name"))));
