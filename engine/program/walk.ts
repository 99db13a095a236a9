import { memo } from "../memo.ts";
import type { Expression, FunctionExpression, ObjectExpression, Pattern, Statement } from "./ir.ts";

/** A node of the code: what rules wake at. */
export type CodeNode = Expression | Statement;

/** The expressions and statements directly below a node, in the order of the text. */
export function childrenOf(node: CodeNode): readonly CodeNode[] {
  const below: CodeNode[] = [];
  const add = (child: Expression | Statement | undefined) => child && below.push(child);
  const addAll = (children: readonly (Expression | Statement)[]) => below.push(...children);
  const key = (name: string | Expression | undefined) => typeof name === "object" && add(name);
  switch (node.kind) {
    case "template":
      add(node.tag);
      addAll(node.expressions);
      break;
    case "member":
      add(node.object);
      key(node.property);
      break;
    case "call":
      add(node.callee);
      addAll(node.args);
      break;
    case "function":
      addAll(functionChildren(node));
      break;
    case "object":
      addAll(objectChildren(node));
      break;
    case "array":
      addAll(node.items);
      break;
    case "unary":
      add(node.operand);
      break;
    case "binary":
      add(node.left);
      add(node.right);
      break;
    case "conditional":
      addAll([node.test, node.whenTrue, node.whenFalse]);
      break;
    case "assignment":
      addAll([...patternChildren(node.target), node.value]);
      break;
    case "await":
    case "spread":
    case "throw":
      add(node.value);
      break;
    case "expression":
    case "return":
    case "export":
      add(node.value);
      break;
    case "class":
      add(node.base);
      for (const member of node.members) {
        key(member.name);
        add(member.value);
      }
      break;
    case "other":
      addAll(node.children);
      break;
    case "variable":
      addAll(patternChildren(node.target));
      add(node.initial);
      break;
    case "if":
      addAll([node.test, ...node.whenTrue, ...node.whenFalse]);
      break;
    case "loop":
      addAll(node.before);
      if (node.each) addAll(patternChildren(node.each));
      for (const part of [node.over, node.test, node.after]) add(part);
      addAll(node.body);
      break;
    case "try":
      addAll([...node.body, ...(node.handler ?? []), ...node.finalizer]);
      break;
    case "switch":
      add(node.subject);
      for (const one of node.cases) {
        add(one.test);
        addAll(one.body);
      }
      break;
    case "block":
      addAll(node.body);
  }
  return below;
}

const functionChildren = (fn: FunctionExpression): readonly CodeNode[] => [
  ...fn.params.flatMap((parameter): readonly CodeNode[] => [
    ...patternChildren(parameter.target),
    ...(parameter.initial ? [parameter.initial] : []),
  ]),
  ...fn.body,
];

const objectChildren = (object: ObjectExpression): readonly CodeNode[] =>
  object.properties.flatMap((part): readonly CodeNode[] =>
    typeof part.key === "object" ? [part.key, part.value] : [part.value],
  );

/** The expressions in a pattern: defaults, computed keys, and members assigned to. */
function patternChildren(target: Pattern): readonly CodeNode[] {
  if (target.kind === "name") return [];
  if (target.kind === "member") return [target];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  const below = parts.flatMap((part): readonly CodeNode[] => {
    if (!part) return [];
    const key = (part as { readonly key?: string | Expression }).key;
    const computed = typeof key === "object" ? [key] : [];
    return [...computed, ...patternChildren(part.target), ...(part.initial ? [part.initial] : [])];
  });
  return target.rest ? [...below, ...patternChildren(target.rest)] : below;
}

/** A node and all below it, parents first. Kept with the node: every rule and every answer walks the same statements. */
export const nodesOf = memo((node: CodeNode): readonly CodeNode[] => {
  const found: CodeNode[] = [];
  const open: CodeNode[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    const below = childrenOf(next);
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i] as CodeNode);
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

/** For each node below a top-level statement, the node around it. */
export const parentsBelow = memo((statement: Statement): ReadonlyMap<CodeNode, CodeNode> => {
  const parents = new Map<CodeNode, CodeNode>();
  for (const node of nodesOf(statement)) for (const child of childrenOf(node)) parents.set(child, node);
  return parents;
});
