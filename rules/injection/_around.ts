import { type Code, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";

/** The function that a sink and what it is given stand in, if statements can be put before the sink in it. */
export function bodyAround(flow: Flow): Code.FunctionExpression | undefined {
  const fn = flow.around(flow.call).findLast((node) => node.kind === "function");
  const { value } = flow;
  const isInside = fn && fn.block === value.block && fn.start <= value.start && value.end <= fn.end;
  return isInside && fn.kind === "function" && !fn.concise ? fn : undefined;
}

/** The first of some names that the statement around a sink does not use yet. */
export function freeName(flow: Flow, ...wanted: readonly string[]): string | undefined {
  const [top] = flow.around(flow.call);
  const used = new Set(top ? [...nodesOf(top)].flatMap((node) => (node.kind === "name" ? [node.name] : [])) : []);
  return wanted.find((name) => !used.has(name));
}

/** Whether the code has types. */
export const isTyped = (flow: Flow): boolean => /\.[cm]?tsx?$/.test(flow.call.block.path);

/** The text of an expression where a call's argument or a template's hole stands: a comma would end it. */
export const asArgument = (e: Code.Expression): string =>
  e.kind === "binary" && e.operator === "," ? `(${textAt(e)})` : textAt(e);
