/** Stands for something that the code puts into a text. */
export const hole = "\0";

/** How a driver writes a placeholder: `?`, or `$1`, `$2`… */
export type PlaceholderStyle = "?" | "$1";

/** A piece of an SQL text that a placeholder can take the place of: a hole by itself, or the quoted string around holes. */
export interface ValuePlace {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

export interface SqlText {
  /** In the order of the text. */
  readonly places: readonly ValuePlace[];
  /** Offsets of the placeholders that are there already. */
  readonly placeholders: readonly number[];
  /** The highest number of those with numbers. */
  readonly highest: number;
}

/**
 * Reads an SQL text with holes. Undefined if some hole stands where no value can stand (a table's name, a sort order, a list), or if the
 * text is not understood well enough to be sure. `doubleQuotes`: whether `"…"` is a string, as in MySQL, or a name.
 */
export function readSql(text: string, style: PlaceholderStyle, doubleQuotes: "string" | "name"): SqlText | undefined {
  const places: ValuePlace[] = [];
  const bare: string[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, doubleQuotes);
    if (!token) return undefined;
    const place = placeOf(text, at, token, style);
    if (place === "none") return undefined;
    if (place) places.push(place);
    bare.push(token.kind === "code" ? text.slice(at, token.end) : " ".repeat(token.end - at));
    at = token.end;
  }
  return withPlaceholders(places, bare.join(""), style);
}

interface Token {
  readonly kind: "string" | "name" | "comment" | "hole" | "code";
  readonly end: number;
}

function tokenAt(text: string, at: number, doubleQuotes: "string" | "name"): Token | undefined {
  const first = text[at] ?? "";
  if (first === hole) return { kind: "hole", end: at + 1 };
  if (first === "'") return quoted(text, at, "string");
  if (first === '"') return quoted(text, at, doubleQuotes);
  if (first === "`") return quoted(text, at, "name");
  if (text.startsWith("--", at)) return upTo(text, at, "\n");
  if (text.startsWith("/*", at)) return upTo(text, at, "*/");
  return { kind: "code", end: at + 1 };
}

/** A quote is doubled in it; a backslash means different things to different databases. */
function quoted(text: string, at: number, kind: "string" | "name"): Token | undefined {
  const quote = text[at] ?? "";
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") return undefined;
    if (text[end] !== quote) continue;
    if (text[end + 1] !== quote) return { kind, end: end + 1 };
    end++;
  }
  return undefined;
}

function upTo(text: string, at: number, mark: string): Token {
  const end = text.indexOf(mark, at + 2);
  return { kind: "comment", end: end < 0 ? text.length : end + mark.length };
}

function placeOf(text: string, at: number, token: Token, style: PlaceholderStyle): ValuePlace | "none" | undefined {
  const { kind, end } = token;
  if (kind === "code" || !text.slice(at, end).includes(hole)) return undefined;
  const before = text.slice(Math.max(0, at - 300), at);
  if (kind === "string") return takesString(before, style) ? { start: at, end, isQuoted: true } : "none";
  if (kind !== "hole") return "none";
  return takesValue(before, text.slice(end, end + 1), style) ? { start: at, end, isQuoted: false } : "none";
}

/** Not `E'…'`, `INTERVAL '…'`, `AS '…'`, and no operand or argument whose type the database takes from the literal. */
const takesString = (before: string, style: PlaceholderStyle): boolean =>
  !/[\w@$\0'"`]$|\b(?:interval|date|time|timestamp|timestamptz|as|collate|escape)\s*$|#>>?\s*$|->>?\s*$/i.test(
    before,
  ) && !(style === "$1" && isUntypedArgument(before));

const functions =
  "lower|upper|trim|ltrim|rtrim|coalesce|ifnull|nullif|nvl|concat|concat_ws|abs|round|md5|sha1|sha2|length|char_length|substring|substr|replace|date|from_unixtime|to_timestamp|to_date|date_trunc|strftime|datetime|hex|unhex|cast|instr|position|greatest|least";

function takesValue(before: string, after: string, style: PlaceholderStyle): boolean {
  if (/[\w.@$:#\0'"`\]]$/.test(before) || /[\w.\0'"`(%[]/.test(after)) return false;
  if (style === "$1" && isUntypedArgument(before)) return false;
  if (/(?:[<>!~]?=|<>|[<>+/%]|-(?<!--)|\|\|)\s*$/.test(before)) return true;
  if (/\b(?:like|ilike|rlike|glob|between|between\s+\S{1,40}\s+and)\s*$/i.test(before)) return true;
  if (/\b(?:limit|offset)\s*$/i.test(before)) return style === "$1";
  return /[(,]\s*$/.test(before) && isArgument(before);
}

/** Whether the bracket that is open at the end belongs to a row of `VALUES` or to the call of a function. */
function isArgument(before: string): boolean {
  const head = headOfOpenBracket(before);
  return (
    head !== undefined && new RegExp(`\\b(?:values|${functions})\\s*$|\\bvalues\\b[^;]*\\)\\s*,\\s*$`, "i").test(head)
  );
}

/** PostgreSQL cannot tell the type of a parameter of these. */
const isUntypedArgument = (before: string): boolean =>
  /\b(?:concat|concat_ws|format|jsonb?_\w+|row)\s*$/i.test(headOfOpenBracket(before) ?? "");

function headOfOpenBracket(before: string): string | undefined {
  let open = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === ")") open++;
    if (before[at] === "(" && --open < 0) return before.slice(0, at);
  }
  return undefined;
}

/** `bare`: the text without strings, names and comments. A style that is not the driver's, or one with names, is not understood. */
function withPlaceholders(places: readonly ValuePlace[], bare: string, style: PlaceholderStyle): SqlText | undefined {
  if (/\$\w*\$|(?<![:\w]):[a-z_]\w*|@\w+/i.test(bare)) return undefined;
  const numbered = [...bare.matchAll(/\$(\d+)/g)];
  if (style === "?" && numbered.length > 0) return undefined;
  const placeholders = style === "?" ? [...bare.matchAll(/\?\??/g)] : numbered;
  const highest = Math.max(0, ...numbered.map((one) => Number(one[1])));
  return { places, placeholders: placeholders.map(({ index }) => index), highest };
}
