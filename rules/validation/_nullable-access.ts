import { type Code, type CodeContext, type CodeNode, nodesOf, textAt } from "../../engine/authoring.ts";

/** Fields of the event that API Gateway leaves null, or out, when the request has nothing for them. */
const nullable = ["queryStringParameters", "multiValueQueryStringParameters"];

/** A read that throws when its object is null. */
export interface Access {
  readonly node: Code.Member | Code.VariableStatement;
  /** The field, as the code says it. */
  readonly field: string;
  /** What is read of it. */
  readonly read: string;
}

/** The reads of a handler below such a field that nothing before them guards, in the order of the text. */
export function unguardedAccesses(handler: Code.FunctionExpression, code: CodeContext): readonly Access[] {
  const nodes = [...nodesOf(handler)];
  const isField = fieldTest(handler, nodes);
  const accesses = nodes.flatMap((node) => accessIn(node, isField));
  if (accesses.length === 0) return [];
  const isTested = testedBy(isField, code);
  let settled = Number.POSITIVE_INFINITY;
  for (const node of nodes) if (node.end < settled && settles(node, isTested, isField)) settled = node.end;
  return accesses
    .filter(({ node }) => node.start < settled && !isInGuard(node, isTested, code))
    .sort((a, b) => a.node.start - b.node.start);
}

type FieldTest = (node: CodeNode) => boolean;

/** Tells the field itself: `event.queryStringParameters`, or a name that holds it as it came. */
function fieldTest(handler: Code.FunctionExpression, nodes: readonly CodeNode[]): FieldTest {
  const target = handler.params[0]?.target;
  const event = target?.kind === "name" ? target.name : undefined;
  const aliases = new Set(target ? fieldNames(target) : []);
  const isField = (node: CodeNode): boolean =>
    node.kind === "name"
      ? aliases.has(node.name)
      : node.kind === "member" &&
        nullable.includes(String(node.property)) &&
        node.object.kind === "name" &&
        node.object.name === event;
  for (const node of nodes) {
    if (node.kind !== "variable" || !node.initial) continue;
    if (node.target.kind === "name" && isField(node.initial)) aliases.add(node.target.name);
    const isEvent = node.initial.kind === "name" && node.initial.name === event;
    if (isEvent) for (const name of fieldNames(node.target)) aliases.add(name);
  }
  return isField;
}

/** Names that a pattern gives to the fields, without a default. */
function fieldNames(target: Code.Pattern): readonly string[] {
  if (target.kind !== "object-pattern") return [];
  return target.properties.flatMap((part) =>
    nullable.includes(String(part.key)) && part.target.kind === "name" && !part.initial ? [part.target.name] : [],
  );
}

function accessIn(node: CodeNode, isField: FieldTest): readonly Access[] {
  if (node.kind === "member" && !node.optional && isField(node.object))
    return [{ node, field: textAt(node.object), read: textAt(node.propertyAt).replace(/^["']|["']$/g, "") }];
  if (node.kind !== "variable" || node.target.kind !== "object-pattern" || !node.initial || !isField(node.initial))
    return [];
  const [first] = node.target.properties;
  return first && typeof first.key === "string" ? [{ node, field: textAt(node.initial), read: first.key }] : [];
}

/** Tells a test that looks at the field itself, not at what is read below it. */
const testedBy =
  (isField: FieldTest, code: CodeContext) =>
  (test: CodeNode): boolean =>
    [...nodesOf(test)].some(
      (part) =>
        isField(part) &&
        !accessIn(code.parents(part).at(-1) ?? part, isField).some((access) => isObjectOf(access, part)),
    );

/** Whether a test or a `catch` around it takes care of the null. */
function isInGuard(node: CodeNode, isTested: (test: CodeNode) => boolean, code: CodeContext): boolean {
  const chain = [...code.parents(node), node];
  return chain.some((outer, index) => guards(outer, chain[index + 1], isTested));
}

const isObjectOf = ({ node }: Access, part: CodeNode): boolean =>
  (node.kind === "member" ? node.object : node.initial) === part;

/** `inner`: the node below `outer` on the way to the access. */
function guards(outer: CodeNode, inner: CodeNode | undefined, isTested: (test: CodeNode) => boolean): boolean {
  switch (outer.kind) {
    case "try":
      return outer.handler !== undefined && outer.body.some((statement) => statement === inner);
    case "if":
    case "conditional":
      return inner !== outer.test && isTested(outer.test);
    case "binary":
      return /^(?:&&|\|\||\?\?)$/.test(outer.operator) && inner === outer.right && isTested(outer.left);
    case "assignment":
      return outer.target === inner;
    default:
      return false;
  }
}

const isTest = (e: Code.Expression): boolean =>
  (e.kind === "unary" && e.operator === "!") || (e.kind === "binary" && /^[!=]==?$|^&&$/.test(e.operator));

/** Something that ran before: a test of the field, a function that was given it, or a default put in its place. */
function settles(before: CodeNode, isTested: (test: CodeNode) => boolean, isField: FieldTest): boolean {
  if (before.kind === "if") return isTested(before.test);
  if (before.kind === "switch") return before.cases.some(({ test }) => test && isTested(test));
  if (before.kind === "variable")
    return before.initial !== undefined && isTest(before.initial) && isTested(before.initial);
  if (before.kind === "assignment")
    return before.target.kind !== "object-pattern" && isField(before.target as CodeNode);
  if (before.kind !== "call") return false;
  const callee = textAt(before.callee);
  if (/^(?:console|log|logger)\b|^JSON\.|^Object\./i.test(callee)) return false;
  return (
    before.args.some(isField) ||
    (/valid|assert|check|require|ensure|guard/i.test(callee) && before.args.some(({ kind }) => kind === "name"))
  );
}
