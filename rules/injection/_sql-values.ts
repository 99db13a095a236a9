import type { Code, Cure, Edit, Flow, SiteEdit } from "../../engine/authoring.ts";
import { boundValues, tagged } from "../shared/bound-values.ts";
import { type Parameterised, parameterised } from "../shared/parameterised.ts";
import { asOperand, type Operand, operandsOf } from "../shared/query-text.ts";
import { passAppended } from "./_sql-appended.ts";
import { builtText, dialectOf, withDriver } from "./_sql-dialect.ts";
import { passThroughHelper } from "./_sql-helper.ts";

/** All values of the text at once, or nothing: half a cure would hide the other half. `keeps`: whether a name may stay in the text. */
export function passValues(
  found: Flow,
  edit: Edit,
  keeps: (changed: Parameterised) => boolean = () => true,
): Cure | undefined {
  const flow = withDriver(found);
  const edits =
    inOneExpression(flow, edit, keeps) ?? passAppended(flow, edit, keeps) ?? passThroughHelper(flow, edit, keeps);
  return edits && { title: "Pass the values as parameters", safety: "unsafe", edits };
}

function inOneExpression(
  flow: Flow,
  edit: Edit,
  keeps: (changed: Parameterised) => boolean,
): readonly SiteEdit[] | undefined {
  const text = builtText(flow);
  const operands = text && textOperands(text, flow);
  const changed = operands && parameterised(operands, dialectOf(flow, edit));
  if (!text || !changed || changed.edits.length === 0 || !keeps(changed)) return undefined;
  if (flow.facts["values"] === "tag") {
    const hasConstants = operands.some(({ parts }) =>
      parts.some((part) => part.kind === "hole" && part.known !== undefined),
    );
    return text === flow.argument && !hasConstants ? tagged(flow, changed, edit) : undefined;
  }
  const values = boundValues(flow, changed, edit);
  return values && [...rewritten(text, changed), ...values];
}

/** A part of a statement may be an outsider's text alone; a whole statement is nothing that can be taken apart then. */
const textOperands = (text: Code.Expression, flow: Flow): readonly Operand[] | undefined =>
  operandsOf(text, flow.literal) ?? (flow.facts["before"] ? [asOperand(text)] : undefined);

/** The edits of a text that has values no more. */
export function rewritten(text: Code.Expression, { edits }: Parameterised): readonly SiteEdit[] {
  const newline = /\r?\n/.exec(text.block.text)?.[0] ?? "\n";
  return edits.map(({ start, end, text: by }) => ({
    at: { block: text.block, start, end },
    text: by.replaceAll("\n", newline),
  }));
}
