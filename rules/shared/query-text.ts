import { type Code, type Flow, textAt } from "../../engine/authoring.ts";
import { hole } from "./sql-text.ts";

/** A piece of a text that code builds. */
export type Part =
  | { readonly kind: "text"; readonly value: string }
  | {
      readonly kind: "hole";
      /** The expression as it is written, brackets and casts included. */
      readonly source: string;
      /** What it is known to be. */
      readonly known?: string;
      readonly expression?: Code.Expression;
      readonly optional?: Optional;
      /** Where the source stands in the block, with what a template puts around it left out. */
      readonly from?: number;
      readonly to?: number;
    };

/** `name ? "AND name = …" : ""`: a text that is put in if a test says so, or if it does not. */
export interface Optional {
  readonly test: string;
  readonly isElse: boolean;
  readonly operands: readonly Operand[];
}

/** An operand of a concatenation; a template by itself is the only one. `start` and `end` count in its block. */
export interface Operand {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
  readonly form: "string" | "template" | "expression";
}

/** A text, template or concatenation as its operands. Undefined if it is none, or written in a way that cannot be rewritten piece by piece. */
export function operandsOf(built: Code.Expression, literal: Flow["literal"]): readonly Operand[] | undefined {
  if (built.kind === "literal" && typeof built.value === "string" && !built.regex)
    return [{ start: built.start, end: built.end, parts: [{ kind: "text", value: built.value }], form: "string" }];
  if (built.kind === "template") {
    const parts = templateParts(built, literal);
    return parts && [{ start: built.start, end: built.end, parts, form: "template" }];
  }
  if (built.kind !== "binary" || built.operator !== "+") return undefined;
  const terms = termsOf(built);
  const operands = terms.map((term, index) => operandOf(term, terms[index - 1], terms[index + 1], built, literal));
  return operands.every((operand) => operand !== undefined) ? operands : undefined;
}

function termsOf(chain: Code.Expression): readonly Code.Expression[] {
  const terms: Code.Expression[] = [];
  let left = chain;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) terms.unshift(left.right);
  return [left, ...terms];
}

function operandOf(
  term: Code.Expression,
  before: Code.Expression | undefined,
  after: Code.Expression | undefined,
  chain: Code.Expression,
  literal: Flow["literal"],
): Operand | undefined {
  const { start, end } = term;
  if (term.kind === "literal" && typeof term.value === "string" && !term.regex)
    return { start, end, parts: [{ kind: "text", value: term.value }], form: "string" };
  if (term.kind === "template") {
    const parts = templateParts(term, literal);
    return parts && { start, end, parts, form: "template" };
  }
  // what stands between the operators belongs to the expression: brackets and casts are no nodes of their own
  if ((before && !isText(before)) || (after && !isText(after))) return undefined;
  const from = before ? before.end : chain.start;
  const to = after ? after.start : chain.end;
  const between = chain.block.text.slice(from, to);
  const written = /^(\s*\+\s*)?([\s\S]*?)(\s*\+\s*)?$/.exec(between);
  if (
    !written ||
    (written[1] !== undefined) !== (before !== undefined) ||
    (written[3] !== undefined) !== (after !== undefined)
  )
    return undefined;
  const at = from + (written[1]?.length ?? 0);
  const part = holeOf(term, written[2] ?? "", at, literal);
  return part && { start: at, end: at + (written[2]?.length ?? 0), parts: [part], form: "expression" };
}

const isText = (e: Code.Expression): boolean =>
  e.kind === "template" || (e.kind === "literal" && typeof e.value === "string");

function templateParts(template: Code.Template, literal: Flow["literal"]): readonly Part[] | undefined {
  if (template.tag) return undefined;
  const parts: Part[] = [];
  for (const [index, text] of template.texts.entries()) {
    // an escape such as `\\n` would come out as what it stands for
    if (/\\[^\\`$]/.test(textAt(text))) return undefined;
    const expression = template.expressions[index - 1];
    const before = template.texts[index - 1];
    if (expression && before) {
      const from = before.end + 2;
      const part = holeOf(expression, template.block.text.slice(from, text.start - 1), from, literal);
      if (!part) return undefined;
      parts.push(part);
    }
    if (text.value !== "") parts.push({ kind: "text", value: text.value });
  }
  return parts;
}

function holeOf(
  expression: Code.Expression,
  written: string,
  from: number,
  literal: Flow["literal"],
): Part | undefined {
  const bare = withoutBrackets(written.trim());
  // comments do not survive a move, and what is escaped already would be escaped twice
  if (/\/[/*]|\.replace(?:All)?\(|escape|quote/i.test(bare) || !bare.includes(textAt(expression))) return undefined;
  const source = expression.kind === "binary" && expression.operator === "," ? `(${bare})` : bare;
  const known = literal(expression);
  const isKnown = known !== undefined;
  return {
    kind: "hole",
    source,
    known: isKnown ? String(known) : undefined,
    expression,
    optional: source === textAt(expression) ? optionalOf(expression, literal) : undefined,
    from,
    to: from + written.length,
  };
}

function optionalOf(e: Code.Expression, literal: Flow["literal"]): Optional | undefined {
  if (e.kind !== "conditional") return undefined;
  const isNothing = (one: Code.Expression) => one.kind === "literal" && one.value === "";
  const isElse = isNothing(e.whenTrue);
  const test = textAt(e.test);
  // the test is written a second time
  if (isElse === isNothing(e.whenFalse) || !/^[\w$.?!&|\s=<>'"]+$/.test(test)) return undefined;
  const operands = operandsOf(isElse ? e.whenFalse : e.whenTrue, literal);
  return operands && { test, isElse, operands };
}

/** Without the brackets around the whole. */
function withoutBrackets(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let open = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === "(") open++;
    if (text[at] === ")") open--;
    if (open === 0) return text;
  }
  return text.slice(1, -1).trim();
}

/** The text of parts as far as it is known, `hole` for the rest. */
export const outlineOf = (part: Part): string => (part.kind === "text" ? part.value : (part.known ?? hole));

/** The parts as JavaScript: a quoted string if it can be one, else a template. */
export function written(parts: readonly Part[], quote: '"' | "'", form: "string" | "template"): string {
  const plain = parts.every((part) => part.kind === "text") ? parts.map(outlineOf).join("") : undefined;
  const isSimple = plain !== undefined && !/[\n\r\t\\\u2028\u2029]/.test(plain);
  const other = quote === '"' ? "'" : '"';
  if (isSimple && !plain.includes(quote)) return quote + plain + quote;
  if (isSimple && form === "string" && !plain.includes(other)) return other + plain + other;
  if (plain !== undefined && form === "string") return quoted(plain, quote);
  return `\`${parts.map((part) => (part.kind === "text" ? escaped(part.value) : `\${${part.source}}`)).join("")}\``;
}

const escaped = (text: string): string => text.replace(/[\\`]|\$(?=\{)/g, "\\$&");

function quoted(text: string, quote: '"' | "'"): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return quote === '"' ? `"${inner}"` : `'${inner.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** An expression as the only operand of a text. */
export const asOperand = (expression: Code.Expression): Operand => ({
  start: expression.start,
  end: expression.end,
  parts: [{ kind: "hole", source: textAt(expression), expression, from: expression.start, to: expression.end }],
  form: "expression",
});
