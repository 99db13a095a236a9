import { memo } from "../memo.ts";
import type { Expression, Pattern, Statement } from "./ir.ts";

/** A node of the code: what rules wake at. */
export type CodeNode = Expression | Statement;

type Visit = (child: CodeNode) => void;

/** The expressions and statements directly below a node, in the order of the text. */
export function childrenOf(node: CodeNode): readonly CodeNode[] {
  const below: CodeNode[] = [];
  visitChildren(node, (child) => below.push(child));
  return below;
}

function visitChildren(node: CodeNode, visit: Visit): void {
  switch (node.kind) {
    case "template":
      if (node.tag) visit(node.tag);
      visitAll(node.expressions, visit);
      break;
    case "member":
      visit(node.object);
      visitKey(node.property, visit);
      break;
    case "call":
      visit(node.callee);
      visitAll(node.args, visit);
      break;
    case "function":
      for (const { target, initial } of node.params) visitBound(target, initial, visit);
      visitAll(node.body, visit);
      break;
    case "object":
      for (const { key, value } of node.properties) {
        visitKey(key, visit);
        visit(value);
      }
      break;
    case "array":
      visitAll(node.items, visit);
      break;
    case "unary":
      visit(node.operand);
      break;
    case "binary":
      visit(node.left);
      visit(node.right);
      break;
    case "conditional":
      visit(node.test);
      visit(node.whenTrue);
      visit(node.whenFalse);
      break;
    case "assignment":
      visitPattern(node.target, visit);
      visit(node.value);
      break;
    case "await":
    case "spread":
      visit(node.value);
      break;
    case "class":
      if (node.base) visit(node.base);
      for (const { name, value } of node.members) {
        visitKey(name, visit);
        if (value) visit(value);
      }
      break;
    case "other":
      visitAll(node.children, visit);
      break;
    case "literal":
    case "name":
      break;
    default:
      visitBelowStatement(node, visit);
  }
}

function visitBelowStatement(node: Statement, visit: Visit): void {
  switch (node.kind) {
    case "throw":
    case "expression":
    case "return":
    case "export":
      if (node.value) visit(node.value);
      break;
    case "variable":
      visitBound(node.target, node.initial, visit);
      break;
    case "if":
      visit(node.test);
      visitAll(node.whenTrue, visit);
      visitAll(node.whenFalse, visit);
      break;
    case "loop":
      visitAll(node.before, visit);
      if (node.each) visitPattern(node.each, visit);
      for (const part of [node.over, node.test, node.after]) if (part) visit(part);
      visitAll(node.body, visit);
      break;
    case "try":
      visitAll(node.body, visit);
      visitAll(node.handler ?? [], visit);
      visitAll(node.finalizer, visit);
      break;
    case "switch":
      visit(node.subject);
      for (const { test, body } of node.cases) {
        if (test) visit(test);
        visitAll(body, visit);
      }
      break;
    case "block":
      visitAll(node.body, visit);
  }
}

function visitAll(nodes: readonly CodeNode[], visit: Visit): void {
  for (const node of nodes) visit(node);
}

function visitKey(key: string | Expression | undefined, visit: Visit): void {
  if (typeof key === "object") visit(key);
}

function visitBound(target: Pattern, initial: Expression | undefined, visit: Visit): void {
  visitPattern(target, visit);
  if (initial) visit(initial);
}

/** The expressions in a pattern: defaults, computed keys, and members assigned to. */
function visitPattern(target: Pattern, visit: Visit): void {
  if (target.kind === "name") return;
  if (target.kind === "member") {
    visit(target);
    return;
  }
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  for (const part of parts) {
    if (!part) continue;
    visitKey((part as { readonly key?: string | Expression }).key, visit);
    visitBound(part.target, part.initial, visit);
  }
  if (target.rest) visitPattern(target.rest, visit);
}

/** A node and all below it, parents first. Kept with the node: every rule and every answer walks the same statements. */
export const nodesOf = memo((node: CodeNode): readonly CodeNode[] => {
  const found: CodeNode[] = [];
  const open: CodeNode[] = [node];
  const put = (child: CodeNode) => void open.push(child);
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    const first = open.length;
    visitChildren(next, put);
    // the last put is the first to be taken
    for (let i = first, j = open.length - 1; i < j; i++, j--)
      [open[i], open[j]] = [open[j] as CodeNode, open[i] as CodeNode];
  }
  return found;
});

/** The nodes below a top-level statement by their kind. */
export const nodesByKind = memo((statement: Statement): ReadonlyMap<CodeNode["kind"], readonly CodeNode[]> => {
  const kinds = new Map<CodeNode["kind"], CodeNode[]>();
  for (const node of nodesOf(statement)) {
    const list = kinds.get(node.kind);
    if (list) list.push(node);
    else kinds.set(node.kind, [node]);
  }
  return kinds;
});

/** For each node below another, a top-level statement as a rule, the node around it. */
export const parentsBelow = memo((top: CodeNode): ReadonlyMap<CodeNode, CodeNode> => {
  const parents = new Map<CodeNode, CodeNode>();
  for (const node of nodesOf(top)) visitChildren(node, (child) => parents.set(child, node));
  return parents;
});
