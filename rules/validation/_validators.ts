import { type Code, type CodeContext, nodesOf, textAt } from "../../engine/authoring.ts";

/** Packages that check the shape of what comes in. Source: each package's README (August 2026). */
const validators =
  /^(?:joi|@hapi\/joi|zod|yup|ajv|valibot|superstruct|class-validator|validator|io-ts|runtypes|arktype|effect|jsonschema|decoders|fastest-validator|@sinclair\/typebox|@effect\/schema|@vinejs\/vine|@middy\/validator|@aws-lambda-powertools\/(?:parser|validation)|aws-lambda-router)(?:\/|$)/;

/** Whether the module has a validator, of a package or of its own. */
export const hasValidator = (code: CodeContext): boolean =>
  code.imports.some(
    (specifier) =>
      validators.test(specifier) || (/^[.#~@]/.test(specifier) && /valid|schema|parse|sanit/i.test(specifier)),
  );

/** Whether something in a handler looks at what the event brought, rather than only whether it is there. */
export function checksEvent(handler: Code.FunctionExpression, code: CodeContext): boolean {
  const nodes = [...nodesOf(handler)];
  const carries = (e: Code.Expression | Code.Statement): boolean =>
    [...nodesOf(e)].some((part) => isExpression(part) && code.eventPaths(part).some((path) => path !== ""));
  return nodes.some((node) => {
    if (node.kind === "call") return isCheck(node) && node.args.some(carries);
    if (node.kind === "if") return leaves(node) && isComparison(node.test) && carries(node.test);
    return node.kind === "switch" && carries(node.subject);
  });
}

const isCheck = ({ callee }: Code.Call): boolean =>
  /valid|schema|sanit|assert|decode|check|ensure|guard|(?<!JSON\.)\bparse(?!Int|Float)/i.test(textAt(callee));

/** A test of type, length, pattern or value; `!body.id` only asks whether it is there. */
const isComparison = (test: Code.Expression): boolean =>
  /\btypeof\b|\binstanceof\b|\.test\(|\.match\(|\.length\b|\.includes\(|\.has\(|Number\.|isNaN|isArray|[<>]|[!=]==?\s*(?!null\b|undefined\b)\S/.test(
    textAt(test).replaceAll("=>", ""),
  );

const leaves = ({ whenTrue }: Code.If): boolean =>
  [...whenTrue].some((statement) => statement.kind === "return" || statement.kind === "throw");

const isExpression = (node: Code.Expression | Code.Statement): node is Code.Expression =>
  !/^(?:variable|expression|return|throw|if|loop|try|switch|block|import|export|jump)$/.test(node.kind);
