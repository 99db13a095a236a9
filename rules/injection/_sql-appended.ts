import type { Code, Edit, Flow, SiteEdit } from "../../engine/authoring.ts";
import { boundList } from "../shared/bound-values.ts";
import { type BoundValue, type Parameterised, parameterised } from "../shared/parameterised.ts";
import { dialectOf } from "./_sql-dialect.ts";
import { grownPieces, pushedPieces } from "./_sql-pieces.ts";

/**
 * A text that starts in one statement and grows in others (`sql += …`, `conditions.push(…)`), each perhaps on a condition: its values go into
 * a list that grows with it. Undefined if the text is used or changed in any other way.
 */
export function passAppended(
  flow: Flow,
  edit: Edit,
  keeps: (changed: Parameterised) => boolean,
): readonly SiteEdit[] | undefined {
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  const pieces = scope && (grownPieces(scope, flow) ?? pushedPieces(scope, flow));
  const [first] = pieces ?? [];
  if (!pieces || !first) return undefined;
  const list = freeName(first.statement.block.text);
  const dialect = dialectOf(flow, edit);
  if (list === undefined || (dialect.style !== "?" && dialect.style !== "$1")) return undefined;
  const edits: SiteEdit[] = [];
  for (const piece of pieces) {
    const before = (dialect.before ?? "") + piece.before;
    const values: BoundValue[] = [];
    for (const operands of piece.texts) {
      const changed = parameterised(operands, { ...dialect, before, pushedTo: piece === first ? undefined : list });
      if (!changed || !keeps(changed) || changed.sql.placeholders.length > 0) return undefined;
      values.push(...changed.values);
      edits.push(...textEdits(piece.statement, changed));
    }
    if (piece === first) edits.push(...begun(piece.statement, values, list, edit));
    else if (dialect.style === "?") edits.push(...grown(piece.statement, values, list));
  }
  const bound = edits.length > 1 ? boundList(flow, list, edit) : undefined;
  return bound && [...edits, ...bound];
}

function freeName(text: string): string | undefined {
  return ["values", "sqlValues", "boundValues"].find((name) => !new RegExp(`\\b${name}\\b`).test(text));
}

/** The list, with what the text begins with, in front of the declaration. */
function begun(
  statement: Code.Statement,
  values: readonly BoundValue[],
  list: string,
  edit: Edit,
): readonly SiteEdit[] {
  const type = /\.[cm]?tsx?$/.test(statement.block.path) ? ": unknown[]" : "";
  return edit.linesBefore(statement, [`const ${list}${type} = [${sourcesOf(values)}];`]);
}

const sourcesOf = (values: readonly BoundValue[]): string =>
  values.map(({ source, form }) => (form === "each" ? `...${source}` : source)).join(", ");

/** The way of a statement's values into the list, behind the statement. */
function grown(statement: Code.Statement, values: readonly BoundValue[], list: string): readonly SiteEdit[] {
  if (values.length === 0) return [];
  const push = `${list}.push(${sourcesOf(values)})`;
  const { block, start, end } = statement;
  const head = block.text.slice(0, start);
  const newline = /\r?\n/.exec(block.text)?.[0] ?? "\n";
  const indent = /^[ \t]*/.exec(head.slice(head.lastIndexOf("\n") + 1))?.[0] ?? "";
  const stop = block.text.slice(start, end).endsWith(";") ? "" : ";";
  const behind = { block, start: end, end };
  if (!/(?:\)|\belse)\s*$/.test(head))
    return [{ at: behind, text: `${stop}${newline}${indent}${push}${stop === "" ? ";" : ""}` }];
  // the only statement of a branch without braces
  const hasLine = /\n[ \t]*$/.test(head);
  const [inner, outer] = hasLine ? [indent, indent.slice(0, -2)] : [`${indent}  `, indent];
  const gap = /\s*$/.exec(head)?.[0].length ?? 0;
  return [
    { at: { block, start: start - gap, end: start }, text: ` {${newline}${inner}` },
    { at: behind, text: `${stop}${newline}${inner}${push};${newline}${outer}}` },
  ];
}

const textEdits = ({ block }: Code.Statement, { edits }: Parameterised): readonly SiteEdit[] =>
  edits.map(({ start, end, text }) => ({ at: { block, start, end }, text }));
