import { type Code, type Edit, type Flow, nodesOf, type SiteEdit, textAt } from "../../engine/authoring.ts";
import { boundValues } from "../shared/bound-values.ts";
import { type Parameterised, parameterised } from "../shared/parameterised.ts";
import { type Operand, operandsOf, type Part } from "../shared/query-text.ts";
import { dialectOf } from "./_sql-dialect.ts";

/**
 * A text that a function of the same module makes for this one call: it keeps the placeholders, and the call that runs the text is given
 * what the function was given. Undefined if the function has other callers, or does more than put its parameters into the text.
 */
export function passThroughHelper(
  flow: Flow,
  edit: Edit,
  keeps: (changed: Parameterised) => boolean,
): readonly SiteEdit[] | undefined {
  const call = flow.value.kind === "name" ? flow.definition(flow.value.name) : flow.value;
  if (call?.kind !== "call" || call.callee.kind !== "name" || call.isNew || call.optional) return undefined;
  const helper = onlyUse(call.callee.name, flow);
  const text = helper && returned(helper);
  const operands = text && operandsOf(text, flow.literal);
  const outside = operands && helper && withArguments(operands, helper, call);
  if (!text || !outside) return undefined;
  const dialect = dialectOf(flow, edit);
  const inside = parameterised(operands, dialect);
  const bound = parameterised(outside, dialect);
  if (!inside || !bound || inside.names.length > 0 || !keeps(inside)) return undefined;
  if (inside.values.length === 0 || inside.edits.some((one) => /\$\{/.test(one.text))) return undefined;
  const values = boundValues(flow, bound, edit);
  return (
    values && [
      ...inside.edits.map(({ start, end, text: by }) => ({ at: { block: text.block, start, end }, text: by })),
      ...values,
      ...withoutParameters(helper, call, inside, operands),
    ]
  );
}

/** The function of that name in the sink's module, if the module calls it once and does not export it. */
function onlyUse(name: string, flow: Flow): Code.FunctionExpression | undefined {
  let found: Code.FunctionExpression | undefined;
  let uses = 0;
  for (const statement of flow.statements()) {
    if (statement.block.path !== flow.call.block.path) continue;
    if (statement.kind === "export" && statement.names.some(({ local }) => local === name)) return undefined;
    if (statement.kind === "variable" && statement.target.kind === "name" && statement.target.name === name) {
      if (found || statement.initial?.kind !== "function") return undefined;
      found = statement.initial;
    }
    for (const node of nodesOf(statement)) if (node.kind === "name" && node.name === name) uses++;
  }
  return uses === 1 ? found : undefined;
}

/** The text of a function that does nothing but return it. */
function returned({ body, isAsync }: Code.FunctionExpression): Code.Expression | undefined {
  const [first, second] = body;
  if (isAsync) return undefined;
  if (first?.kind === "return" && body.length === 1) return first.value;
  if (first?.kind !== "variable" || second?.kind !== "return" || body.length > 2) return undefined;
  const isHeld =
    first.target.kind === "name" && second.value?.kind === "name" && second.value.name === first.target.name;
  return isHeld ? first.initial : undefined;
}

/** The text with the call's arguments in place of the function's parameters. */
function withArguments(
  operands: readonly Operand[],
  helper: Code.FunctionExpression,
  call: Code.Call,
): readonly Operand[] | undefined {
  const given = new Map<string, string>();
  for (const [index, { target, rest, initial }] of helper.params.entries()) {
    const argument = call.args[index];
    if (target.kind !== "name" || rest || initial || !argument || !/^[\w$.?]+$/.test(textAt(argument)))
      return undefined;
    given.set(target.name, textAt(argument));
  }
  const parts = operands.map((operand) => operand.parts.map((part) => withArgument(part, given)));
  if (!parts.every((ofOne) => ofOne.every((part) => part !== undefined))) return undefined;
  return operands.map((operand, index) => ({ ...operand, parts: (parts[index] ?? []).flatMap((part) => part ?? []) }));
}

function withArgument(part: Part, given: ReadonlyMap<string, string>): Part | undefined {
  if (part.kind === "text" || part.known !== undefined) return part;
  const { expression, source } = part;
  if (!expression || textAt(expression) !== source) return undefined;
  let text = source;
  const names = nodesOf(expression).filter((node) => node.kind === "name");
  for (const name of [...names].sort((a, b) => b.start - a.start)) {
    const by = name.kind === "name" ? given.get(name.name) : undefined;
    if (by === undefined) return undefined;
    const at = name.start - expression.start;
    text = text.slice(0, at) + by + text.slice(at + name.end - name.start);
  }
  return { ...part, source: text };
}

/** Parameters that nothing needs any more go, and what is given for them. */
function withoutParameters(
  helper: Code.FunctionExpression,
  call: Code.Call,
  inside: Parameterised,
  operands: readonly Operand[],
): readonly SiteEdit[] {
  const holes = operands.flatMap(({ parts }) =>
    parts.filter((part) => part.kind === "hole" && part.known === undefined),
  );
  const [first, last] = [helper.params[0], helper.params.at(-1)];
  const uses = nodesOf(helper).filter(
    (node) =>
      node.kind === "name" && helper.params.some(({ target }) => target.kind === "name" && target.name === node.name),
  );
  const gone = holes.reduce(
    (sum, part) =>
      sum +
      (part.kind === "hole" && part.expression
        ? nodesOf(part.expression).filter((node) => node.kind === "name").length
        : 0),
    0,
  );
  if (!first || !last || uses.length !== gone || inside.values.length !== holes.length) return [];
  return [
    { at: { block: helper.block, start: first.start, end: last.end }, text: "" },
    { at: call.argsAt, text: "" },
  ];
}
