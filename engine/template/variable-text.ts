/** A piece of text: as it stands, or a variable's content between `${` and `}`. */
export interface Piece {
  readonly text: string;
  readonly isVariable: boolean;
}

/** What a Serverless variable looks like; `${AWS::Region}`, `${Table.Arn}` and `${!x}` are left for CloudFormation. */
const variableStart = /^\s*(?:[A-Za-z][\w-]*(?:\([^)]*\)|:(?!:))|\$\{)/;

/** Cuts a text at its variables. A `${` that is never closed is text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let start = text.indexOf("${"); start >= 0; ) {
    const end = closing(text, start);
    if (end < 0) break;
    const content = text.slice(start + 2, end);
    if (variableStart.test(content)) {
      if (start > from) pieces.push({ text: text.slice(from, start), isVariable: false });
      pieces.push({ text: content, isVariable: true });
      from = end + 1;
    }
    start = text.indexOf("${", variableStart.test(content) ? from : start + 2);
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), isVariable: false });
  return pieces;
}

/** The offset of the `}` that closes the `${` at `start`, or -1. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("${", at)) depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

/** One source of a variable: `file(./a.yml):b.c` is of the kind `file`, with one parameter and an address. */
export interface Source {
  readonly kind: string;
  /** What stands in parentheses, cut at commas, without quotes. Undefined: there are none. */
  readonly parameters?: readonly string[];
  /** What stands after the colon, without quotes. Undefined: there is no colon. */
  readonly address?: string;
}

/** Undefined: the text is no source. */
export function sourceIn(source: string): Source | undefined {
  const kind = /^[A-Za-z][\w-]*/.exec(source)?.[0];
  if (kind === undefined) return undefined;
  const rest = source.slice(kind.length);
  if (rest.startsWith(":")) return { kind, address: unquoted(rest.slice(1)) };
  const end = rest.startsWith("(") ? closingParenthesis(rest) : -1;
  if (end < 0) return undefined;
  const parameters = sourcesOf(rest.slice(1, end)).map(unquoted);
  const after = rest.slice(end + 1).trim();
  if (after !== "" && !after.startsWith(":")) return undefined;
  return { kind, parameters, ...(after === "" ? {} : { address: unquoted(after.slice(1)) }) };
}

function unquoted(written: string): string {
  const text = written.trim();
  const quote = text[0];
  return text.length > 1 && (quote === "'" || quote === '"') && text.endsWith(quote) ? text.slice(1, -1) : text;
}

/** The offset of the `)` that closes the `(` at the start, or -1. */
function closingParenthesis(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

/** A pseudo parameter or reference as a plugin lets it be written, `#{AWS::AccountId}`: its name. */
const pseudo = /#\{([A-Za-z][\w:.]*)\}/;

/** A text cut at its `#{…}`; each second part is a name. One part: there is none, or one that nobody knows. */
export const pseudoPartsOf = (text: string): readonly string[] => {
  const parts = text.split(new RegExp(pseudo, "g"));
  return parts.some((part, index) => index % 2 === 0 && part.includes("#{")) ? [text] : parts;
};

/** The sources of a variable, first to last resort: cut at commas outside of quotes, parentheses and inner variables. */
export function sourcesOf(content: string): string[] {
  const sources: string[] = [];
  let from = 0;
  let depth = 0;
  let quote: string | undefined;
  for (let at = 0; at < content.length; at++) {
    const char = content[at] ?? "";
    if (quote) quote = char === quote ? undefined : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === "{" || char === "(") depth++;
    else if (char === "}" || char === ")") depth--;
    else if (char === "," && depth === 0) {
      sources.push(content.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...sources, content.slice(from).trim()];
}

/** A source that is written out: quoted text, a number, a boolean, null. Undefined: it is none. */
export function literalIn(source: string): { readonly value: string | number | boolean | null } | undefined {
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(source);
  if (quoted) return { value: quoted[1] ?? quoted[2] ?? "" };
  if (source === "true" || source === "false") return { value: source === "true" };
  if (source === "null") return { value: null };
  return /^-?\d+(\.\d+)?$/.test(source) ? { value: Number(source) } : undefined;
}
