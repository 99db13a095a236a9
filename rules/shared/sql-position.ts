/** How a driver writes a placeholder: without a number, with one, or with a name. */
export type PlaceholderStyle = "?" | "$1" | ":1" | ":name" | "@name" | "{name:String}";

/**
 * What can stand at a hole. `value`: what a placeholder can stand for. `list`: the values in the brackets of `IN`. `limit`: a number that
 * not every driver lets a placeholder stand for. `name`: a column or table. `direction`: `ASC` or `DESC`. `other`: a part of the
 * statement, or too little is known.
 */
export type Position = "value" | "list" | "limit" | "name" | "direction" | "other";

/** A piece of an SQL text that is read as one. */
export interface Token {
  readonly kind: "string" | "name" | "comment" | "hole" | "code";
  readonly start: number;
  readonly end: number;
}

/** What can stand where a token with holes stands. `bare`: the text without strings, names and comments, of the same length. */
export function positionOf(text: string, bare: string, token: Token, style: PlaceholderStyle): Position {
  const { kind, start, end } = token;
  if (kind === "comment" || kind === "code") return "other";
  const before = text.slice(Math.max(0, start - 300), start);
  const after = text.slice(end, end + 300);
  if (kind === "string") {
    if (isInList(before, after)) return "list";
    return takesString(before, style) ? "value" : "other";
  }
  const clause = clauseBefore(bare.slice(0, start));
  if (kind === "name") return isOperand(before) ? "other" : nameIn(clause, after) ? "name" : "other";
  if (isInList(before, after)) return "list";
  if (/\b(?:limit|offset|top|fetch\s+(?:first|next))\s*\(?\s*$/i.test(before))
    return isApart(before, after) ? "limit" : "other";
  // MySQL: `INTERVAL 5 DAY`
  if (style !== "$1" && /\binterval\s*$/i.test(before)) return isApart(before, after) ? "limit" : "other";
  if (isDirection(clause, after)) return "direction";
  if (nameIn(clause, after)) return "name";
  return takesValue(before, after, style) ? "value" : "other";
}

/** The only thing in the brackets of `IN`. */
const isInList = (before: string, after: string): boolean => /\bin\s*\(\s*$/i.test(before) && /^\s*\)/.test(after);

/** Not `E'…'`, `INTERVAL '…'`, `AS '…'`, and no operand or argument whose type the database takes from the literal. */
const takesString = (before: string, style: PlaceholderStyle): boolean =>
  !/[\w@$\0'"`]$|\b(?:interval|date|time|timestamp|timestamptz|as|collate|escape)\s*$|#>>?\s*$|->>?\s*$/i.test(
    before,
  ) && !(style === "$1" && isUntypedArgument(before));

const functions =
  "lower|upper|trim|ltrim|rtrim|coalesce|ifnull|nullif|nvl|concat|concat_ws|abs|round|md5|sha1|sha2|length|char_length|substring|substr|replace|date|from_unixtime|to_timestamp|to_date|date_trunc|strftime|datetime|hex|unhex|cast|instr|position|greatest|least";

const isApart = (before: string, after: string): boolean =>
  !/[\w.@$:#\0'"`\]]$/.test(before) && !/^[\w.\0'"`(%[]/.test(after);

function takesValue(before: string, after: string, style: PlaceholderStyle): boolean {
  if (!isApart(before, after)) return false;
  if (style === "$1" && isUntypedArgument(before)) return false;
  return isOperand(before) || (/[(,]\s*$/.test(before) && isArgument(before));
}

/** Behind an operator of two values. */
const isOperand = (before: string): boolean =>
  /(?:[<>!~]?=|<|>|[+/%]|-(?<!--)|\|\|)\s*$/.test(before) ||
  /\b(?:like|ilike|rlike|glob|between|between\s+\S{1,40}\s+and)\s*$/i.test(before);

/** Whether the bracket that is open at the end belongs to a row of `VALUES`, to several values of `IN` or to the call of a function. */
function isArgument(before: string): boolean {
  const head = headOfOpenBracket(before);
  return (
    head !== undefined &&
    new RegExp(`\\b(?:values|${functions})\\s*$|\\bvalues\\b[^;]*\\)\\s*,\\s*$|\\bin\\s*$`, "i").test(head)
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

interface Clause {
  /** The word that begins it: `order by`. */
  readonly word: string;
  /** What stands between the word and the hole. */
  readonly inside: string;
}

const words =
  /\b(order\s+by|group\s+by|select|from|where|having|set|values|limit|offset|join|on|into|update|table|returning)\b/gi;

function clauseBefore(bare: string): Clause | undefined {
  const last = [...bare.slice(-1500).matchAll(words)].at(-1);
  if (!last) return undefined;
  return {
    word: (last[1] ?? "").toLowerCase().replace(/\s+/g, " "),
    inside: bare.slice(-1500).slice(last.index + last[0].length),
  };
}

/** Behind the column of a sort order. */
const isDirection = (clause: Clause | undefined, after: string): boolean =>
  clause?.word === "order by" &&
  /[\w\0)]\s+$/.test(clause.inside) &&
  !/\b(?:asc|desc|nulls|first|last)\s+$/i.test(clause.inside) &&
  /^\s*(?:$|[,;)]|\b(?:limit|nulls|offset|fetch|for)\b)/i.test(after);

/** Where a column or table is named. What a part of a name is glued to makes no difference. */
function nameIn(clause: Clause | undefined, after: string): boolean {
  if (!clause) return false;
  const inside = clause.inside.replace(/[\w.\0]*$/, "");
  const comesFirst = /^\s*(?:$|.*,\s*$)/s.test(inside);
  switch (clause.word) {
    case "order by":
    case "group by":
    case "select":
    case "returning":
      return (
        (comesFirst || /^\s*distinct\s+$/i.test(inside)) &&
        clause.inside.split("(").length === clause.inside.split(")").length
      );
    case "from":
    case "join":
    case "update":
    case "table":
      return (
        /^\s*(?:$|(?:only|if\s+(?:not\s+)?exists)\s+$)/i.test(inside) ||
        (clause.word === "from" && /,\s*$/.test(inside))
      );
    case "into":
      return /^\s*$/.test(inside) || /^\s*[\w.\0]+\s*\([^()]*$/.test(inside);
    case "set":
      return comesFirst && /^\s*=/.test(after.replace(/^[\w.\0]*/, ""));
    case "where":
    case "having":
    case "on":
      return (
        /(?:^|\b(?:and|or|not)\b|\()\s*$/i.test(inside) &&
        /^\s*(?:[=<>!]|\b(?:like|ilike|in|is|between|not)\b)/i.test(after.replace(/^[\w.\0]*/, ""))
      );
    default:
      return false;
  }
}
