import type { Code, CodeContext, Edit, HandlerEntry, Site, SiteEdit } from "../../engine/authoring.ts";

/** Events that an answer goes back to, so that what is invalid can be turned away with a 400. */
const answered = /^(?:rest-api|http-api|function-url|alb)$/;

/** The handler whose answer a function gives: it is the handler itself. */
export const answeringEntry = (fn: Code.FunctionExpression | undefined, code: CodeContext): HandlerEntry | undefined =>
  code.entries.find((entry) => entry.fn === fn && entry.triggers.some((trigger) => answered.test(trigger)));

/** How a function turns away what is invalid: a handler of requests with a 400, any other by throwing. */
export function refusal(node: Site, code: CodeContext, edit: Edit, thrown: string): string {
  const quote = edit.quote(node);
  return answeringEntry(code.enclosing(node), code)
    ? `return { statusCode: 400, body: ${quote}Invalid request${quote} };`
    : `throw ${thrown};`;
}

/** The white space before a statement that begins its line; undefined: something else stands there. */
export function indentOf({ block, start }: Site): string | undefined {
  const before = block.text.slice(block.text.lastIndexOf("\n", start - 1) + 1, start);
  return block.text.lastIndexOf("\n", start - 1) >= 0 && before.trim() === "" ? before : undefined;
}

/** A line behind a statement, as far in as it is. */
export function lineAfter(statement: Site, line: string, edit: Edit): readonly SiteEdit[] | undefined {
  const indent = indentOf(statement);
  const { block, end } = statement;
  return indent === undefined ? undefined : edit.text({ block, start: end, end }, `\n${indent}${line}`);
}
