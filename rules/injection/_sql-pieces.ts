import { type Code, type CodeNode, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";
import { type Operand, operandsOf, outlineOf } from "../shared/query-text.ts";
import { builtText, usesOf } from "./_sql-dialect.ts";

/** A statement that gives a text a piece, or a list of texts some. */
export interface Piece {
  readonly statement: Code.Statement;
  readonly texts: readonly (readonly Operand[])[];
  /** What the statement of SQL is like up to there. */
  readonly before: string;
}

/** `let sql = "…"; if (name) sql += "…"`, in the order of the text. Undefined if the name is used in any other way, or twice. */
export function grownPieces(scope: CodeNode, flow: Flow): readonly Piece[] | undefined {
  const name = flow.value.kind === "name" ? flow.value.name : undefined;
  if (name === undefined || isDeclaredElsewhere(scope, name)) return undefined;
  const pieces: Piece[] = [];
  let uses = usesOf(scope, name, flow).length;
  let before = "";
  const add = (statement: Code.Statement, operands: readonly Operand[]) => {
    pieces.push({ statement, texts: [operands], before });
    before += textOf(operands);
  };
  for (const node of nodesOf(scope)) {
    if (node.kind === "variable" && node.target.kind === "name" && node.target.name === name) {
      const operands = node.initial && operandsOf(node.initial, flow.literal);
      if (pieces.length > 0 || !operands) return undefined;
      add(node, operands);
    }
    if (node.kind === "assignment" && node.target.kind === "name" && node.target.name === name) {
      const statement = flow.around(node).at(-1);
      const operands = appended(node, name, flow);
      if (pieces.length === 0 || statement?.kind !== "expression" || !operands) return undefined;
      add(statement, operands);
      if (node.operator === "=") uses--;
    }
  }
  return uses === 1 && pieces.length > 1 ? pieces : undefined;
}

const textOf = (operands: readonly Operand[]): string => operands.flatMap(({ parts }) => parts.map(outlineOf)).join("");

/** Whether the name is a parameter there, or a part of what is taken apart. */
const isDeclaredElsewhere = (scope: CodeNode, name: string): boolean =>
  nodesOf(scope).some((node) => {
    const holds = (text: string) => new RegExp(`\\b${name}\\b`).test(text);
    if (node.kind === "function") return node.params.some(({ target }) => holds(textAt(target)));
    return node.kind === "variable" && node.target.kind !== "name" && holds(textAt(node.target));
  });

/** What `sql += text` and `sql = sql + text` add. */
function appended(node: Code.Assignment, name: string, flow: Flow): readonly Operand[] | undefined {
  const operands = operandsOf(node.value, flow.literal);
  if (!operands || node.operator === "+=") return operands;
  const [itself, ...rest] = operands;
  const [part] = itself?.parts ?? [];
  const isItself = itself?.parts.length === 1 && part?.kind === "hole" && part.source === name;
  return node.operator === "=" && isItself ? rest : undefined;
}

/**
 * `const conditions = []; conditions.push("…")`, which are joined to the whole text, or to a part of it beside which nothing else is put in.
 * Undefined if the list is used in any other way.
 */
export function pushedPieces(scope: CodeNode, flow: Flow): readonly Piece[] | undefined {
  const text = builtText(flow);
  const join = text && joinIn(text, flow);
  if (!text || !join || isDeclaredElsewhere(scope, join.list) || !isJoinedOnce(scope, join)) return undefined;
  const isWhole = join.call === text;
  if (!isWhole && !isOnlyHole(text, join, flow)) return undefined;
  const pieces: Piece[] = [];
  let uses = 0;
  let before = isWhole ? "" : "select * from t where ";
  for (const node of nodesOf(scope)) {
    if (node.kind === "name" && node.name === join.list) uses += isReadOnly(node, flow) ? 0 : 1;
    const given = givenTo(join.list, node);
    if (!given) continue;
    const statement = node.kind === "variable" ? node : flow.around(node).at(-1);
    const texts = given.map((one) => operandsOf(one, flow.literal));
    if (statement?.kind !== "variable" && statement?.kind !== "expression") return undefined;
    if ((node.kind === "variable") !== (pieces.length === 0)) return undefined;
    if (!texts.every((one) => one !== undefined)) return undefined;
    if (node.kind !== "variable") uses--;
    pieces.push({ statement, texts: texts.flatMap((one) => (one ? [one] : [])), before });
    if (isWhole) before += texts.map((one) => `${textOf(one ?? [])} `).join("");
  }
  return uses === 0 && pieces.length > 1 ? pieces : undefined;
}

interface Join {
  readonly list: string;
  readonly call: Code.Expression;
  /** The name that holds the joined text, if it is not put in directly. */
  readonly held?: string;
}

/** `conditions.join(" AND ")` in a text, or in what a name in it was given. */
function joinIn(text: Code.Expression, flow: Flow): Join | undefined {
  for (const node of nodesOf(text)) {
    const direct = joined(node);
    if (direct) return direct;
    const given = node.kind === "name" ? flow.definition(node.name) : undefined;
    const inner =
      given &&
      nodesOf(given)
        .map(joined)
        .find((one) => one);
    if (inner && node.kind === "name") return { ...inner, held: node.name };
  }
  return undefined;
}

function joined(node: CodeNode): Join | undefined {
  if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.property !== "join") return undefined;
  const { object } = node.callee;
  const [mark] = node.args;
  const isText =
    mark?.kind === "literal" && typeof mark.value === "string" && /^\s+(?:(?:and|or)\s+)?$/i.test(mark.value);
  return object.kind === "name" && isText ? { list: object.name, call: node } : undefined;
}

/** A second statement with the same text would lack its values. */
function isJoinedOnce(scope: CodeNode, { list, held }: Join): boolean {
  const nodes = nodesOf(scope);
  const isOne = (fits: (node: CodeNode) => boolean) => nodes.filter(fits).length === 1;
  return (
    isOne((node) => joined(node)?.list === list) &&
    (held === undefined || isOne((node) => node.kind === "name" && node.name === held))
  );
}

/** Whether the joined text is all that is put into the other text. */
function isOnlyHole(text: Code.Expression, { call, held }: Join, flow: Flow): boolean {
  const parts = operandsOf(text, flow.literal)?.flatMap((operand) => operand.parts) ?? [];
  const holes = parts.flatMap((part) => (part.kind === "hole" && part.known === undefined ? [part] : []));
  const [only] = holes;
  if (holes.length !== 1 || !only?.expression) return false;
  return held === undefined ? nodesOf(only.expression).includes(call) : only.source === held;
}

/** `list.join(…)` and `list.length`. */
function isReadOnly(node: Code.Expression, flow: Flow): boolean {
  const around = flow.around(node).at(-1);
  return around?.kind === "member" && around.object === node && /^(?:join|length)$/.test(String(around.property));
}

/** What a node puts into the list: the items it is declared with, or the arguments of `push`. */
function givenTo(list: string, node: CodeNode): readonly Code.Expression[] | undefined {
  if (node.kind === "variable" && node.target.kind === "name" && node.target.name === list)
    return node.initial?.kind === "array" ? node.initial.items : [];
  if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.property !== "push") return undefined;
  const { object } = node.callee;
  return object.kind === "name" && object.name === list ? node.args : undefined;
}
