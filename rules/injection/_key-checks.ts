import { type Code, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";

/** The functions around the sink, innermost last. */
export const functionsAround = (flow: Flow): readonly Code.FunctionExpression[] =>
  flow.around(flow.call).filter((node) => node.kind === "function");

/**
 * Whether the code around a sink looks at the key itself before it uses it: compares it with a text, hands it to a function that answers
 * a test, asks `hasOwn`, or names `__proto__` at all. What exactly it finds out is not known, so it counts as a check.
 */
export function isKeyChecked(flow: Flow, key: Code.Expression): boolean {
  const scope = functionsAround(flow)[0];
  if (!scope) return false;
  const name = textAt(key);
  for (const node of nodesOf(scope)) {
    if (node.kind === "literal" && /__proto__|^(?:constructor|prototype)$/.test(String(node.value))) return true;
    if (node.kind === "call" && asksOwn(node) && node.args.some((argument) => textAt(argument) === name)) return true;
    if ((node.kind === "if" || node.kind === "conditional") && testsOf(node.test).some((test) => isAbout(test, name)))
      return true;
  }
  return false;
}

const asksOwn = ({ callee }: Code.Call): boolean => /\bhasOwn(?:Property)?(?:\.call)?$/.test(textAt(callee));

/** The tests that a condition is made of. */
function testsOf(test: Code.Expression): readonly Code.Expression[] {
  const open = [test];
  const found: Code.Expression[] = [];
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.kind === "binary" && /^(?:&&|\|\|)$/.test(one.operator)) open.push(one.left, one.right);
    else if (one.kind === "unary" && one.operator === "!") open.push(one.operand);
    else found.push(one);
  }
  return found;
}

/** `isForbidden(key)`, `allowed.has(key)`, `key === "id"`. */
function isAbout(test: Code.Expression, name: string): boolean {
  if (test.kind === "call") return test.args.some((argument) => textAt(argument) === name);
  if (test.kind !== "binary" || !/^[!=]==?$/.test(test.operator)) return false;
  const [a, b] = [test.left, test.right];
  return (textAt(a) === name && b.kind === "literal") || (textAt(b) === name && a.kind === "literal");
}
