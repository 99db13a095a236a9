import { type Code, type CodeContext, type CodeNode, nodesOf, textAt } from "../../engine/authoring.ts";

/** An error as it is at hand in a `catch`, a rejection handler or a function that makes answers of errors. */
export interface CaughtError {
  readonly name: string;
  readonly body: readonly Code.Statement[];
  /** It may as well be a text that the caller chose: only its `message` and `stack` surely are an error's. */
  readonly isParameter: boolean;
  /** The body has no statements of its own to put another before. */
  readonly isExpression: boolean;
  /** What may have failed, where that is known. */
  readonly attempted?: readonly Code.Statement[];
}

/** The error that a node brings to hand, if it brings one. */
export function caughtError(node: CodeNode, code: CodeContext): CaughtError | undefined {
  if (node.kind === "try") {
    if (!node.handler || node.parameter?.kind !== "name") return undefined;
    return {
      name: node.parameter.name,
      body: node.handler,
      isParameter: false,
      isExpression: false,
      attempted: node.body,
    };
  }
  if (node.kind !== "function") return undefined;
  const isRejection = isCatchCallback(node, code);
  const parameter = node.params.find(
    ({ target, type }, index) =>
      target.kind === "name" &&
      isPlainError(type) &&
      (isRejection ? index === 0 : /^(?:err|error|exception)$/i.test(target.name)),
  );
  if (parameter?.target.kind !== "name") return undefined;
  return { name: parameter.target.name, body: node.body, isParameter: !isRejection, isExpression: node.concise };
}

function isCatchCallback(fn: Code.FunctionExpression, code: CodeContext): boolean {
  const call = code.parents(fn).at(-1);
  return (
    call?.kind === "call" && call.callee.kind === "member" && call.callee.property === "catch" && call.args[0] === fn
  );
}

const isPlainError = (type: string | undefined): boolean =>
  type === undefined || /^(?:any|unknown|Error|\w*Exception)$/.test(type);

/** The places in the body where the error itself is meant. */
export function usesOf({ name, body }: CaughtError): readonly Code.Name[] {
  const nodes = body.flatMap((statement) => [...nodesOf(statement)]);
  return nodes.filter((node): node is Code.Name => node.kind === "name" && node.name === name);
}

/** Whether the body hands the error to something that keeps or raises it, before any answer. */
export const isLogged = (error: CaughtError, code: CodeContext): boolean =>
  usesOf(error).some((use) => {
    const around = code.parents(use);
    return around.some(
      (node) =>
        node.kind === "throw" ||
        (node.kind === "call" &&
          /\b(?:console|log|logger|sentry|tracer|capture\w*|report\w*|record\w*)\b/i.test(textAt(node.callee))),
    );
  });

/** Whether the use is reached only for errors that the code knows, or only where it runs for its authors. */
export function isForKnownErrors(use: Code.Name, error: CaughtError, code: CodeContext): boolean {
  const chain = [...code.parents(use), use];
  const inside = chain.some((outer, index) => {
    const inner = chain[index + 1];
    if (outer.kind === "if" || outer.kind === "conditional")
      return inner !== outer.test && isTelling(outer.test, error.name);
    if (outer.kind === "binary")
      return /^(?:&&|\|\|)$/.test(outer.operator) && inner === outer.right && isTelling(outer.left, error.name);
    return outer.kind === "switch" && inner !== outer.subject && mentions(outer.subject, error.name);
  });
  return (
    inside ||
    error.body.some(
      (statement) =>
        statement.kind === "if" &&
        statement.end <= use.start &&
        leaves(statement) &&
        isTelling(statement.test, error.name),
    )
  );
}

const leaves = (branch: Code.If): boolean => /^(?:return|throw)$/.test(branch.whenTrue.at(-1)?.kind ?? "");

/** A test of what kind of error it is, or of where the code runs; not whether it is an `Error` or has a message at all. */
function isTelling(test: Code.Expression, name: string): boolean {
  const text = textAt(test);
  if (/\b(?:NODE_ENV|STAGE|stage|DEBUG|debug|isDev\w*|isLocal\w*|is_?offline)\b/i.test(text)) return true;
  return (
    mentions(test, name) &&
    !/^!?\(?\s*\w+(?:\s+instanceof\s+(?:\w*\.)?Error|\??\.message|\??\.stack)?\s*\)?$/.test(text)
  );
}

const mentions = (node: CodeNode, name: string): boolean =>
  [...nodesOf(node)].some((part) => part.kind === "name" && part.name === name);
