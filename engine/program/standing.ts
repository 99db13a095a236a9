import { memo } from "../memo.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Call, Statement } from "./ir.ts";
import { type CodeNode, nodesOf, parentsBelow } from "./walk.ts";

/**
 * What becomes of a value that may be undefined where it stands: `optional`, something stands in for it or the code goes another way without
 * it; `compared`, only whether it is a certain one is asked; `used`, it is taken for granted, also where the code throws without it.
 */
export type Standing = "optional" | "compared" | "used";

const conversions = /^(?:Number|String|Boolean|parseInt|parseFloat|Number\.\w+|JSON\.parse|Array\.isArray)$/;

/** `top`: a node that holds it, its top-level statement as a rule. */
export function standingOf(node: CodeNode, top: CodeNode): Standing {
  const parents = parentsBelow(top);
  let here = node;
  for (let above = parents.get(here); above; here = above, above = parents.get(here)) {
    const found = standingIn(here, above);
    if (found !== "further") return found;
  }
  return "used";
}

function standingIn(here: CodeNode, above: CodeNode): Standing | "further" {
  switch (above.kind) {
    case "binary":
      if (above.operator === "||" || above.operator === "??") return "optional";
      if (above.operator === "&&") return above.left === here ? "optional" : "further";
      if (above.operator === "in" || above.operator === "instanceof") return "optional";
      return /^[=!]==?$/.test(above.operator) ? comparison(above.left === here ? above.right : above.left) : "used";
    case "unary":
      // of `!x` what stands around it decides
      return above.operator === "typeof" ? "optional" : "further";
    case "if":
      return above.test === here ? (isThrown(above.whenTrue) ? "used" : "optional") : "used";
    case "conditional":
    case "loop":
      return above.test === here ? "optional" : above.kind === "conditional" ? "further" : "used";
    case "member":
      return above.optional && above.object === here ? "optional" : "used";
    case "call":
      return above.args.includes(here as Call["args"][number]) && conversions.test(calleeName(above))
        ? "further"
        : "used";
    case "switch":
      return above.subject === here ? "compared" : "used";
    case "await":
      return "further";
    default:
      return "used";
  }
}

const comparison = (other: CodeNode): Standing =>
  (other.kind === "name" && other.name === "undefined") || (other.kind === "literal" && other.value === null)
    ? "optional"
    : "compared";

function calleeName({ callee }: Call): string {
  if (callee.kind === "name") return callee.name;
  return callee.kind === "member" && callee.object.kind === "name" && typeof callee.property === "string"
    ? `${callee.object.name}.${callee.property}`
    : "";
}

/** Whether nothing but the end comes of it: `throw`, `process.exit()`. */
const isThrown = (statements: readonly Statement[]): boolean => {
  const last = statements.at(-1);
  return (
    last?.kind === "throw" ||
    (last?.kind === "expression" && last.value.kind === "call" && calleeName(last.value) === "process.exit") ||
    (last?.kind === "block" && isThrown(last.body))
  );
};

/** Names of variables and properties of a script that are somewhere tested for whether they are there. */
export const testedNames = memo((document: ScriptDocument): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const statement of document.statements) for (const name of testedIn(statement)) found.add(name);
  return found;
});

/** The same of a statement or a function. */
export const testedIn = memo((top: CodeNode): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const node of nodesOf(top)) {
    const name = node.kind === "name" ? node.name : node.kind === "member" ? node.property : undefined;
    if (typeof name === "string" && !found.has(name) && standingOf(node, top) === "optional") found.add(name);
  }
  return found;
});

/** Names under which a value goes on from where it stands: of the variable that it is given to, of the property that it becomes. */
export function namesOnward(node: CodeNode, top: CodeNode): readonly string[] {
  const above = parentsBelow(top).get(node);
  if (above?.kind === "variable" && above.target.kind === "name") return [above.target.name];
  if (above?.kind === "object")
    return above.properties.flatMap(({ key, value }) => (value === node && typeof key === "string" ? [key] : []));
  if (above?.kind !== "assignment") return [];
  const { target } = above;
  if (target.kind === "name") return [target.name];
  return target.kind === "member" && typeof target.property === "string" ? [target.property] : [];
}
