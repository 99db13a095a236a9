import { type Code, type Cure, type Edit, type Flow, type SiteEdit, textAt } from "../../engine/authoring.ts";
import { boundValues } from "../shared/bound-values.ts";
import { type BoundValue, type Dialect, partsIn, piecesOf, replacedIn } from "../shared/parameterised.ts";
import { asOperand, type Operand, operandsOf, outlineOf } from "../shared/query-text.ts";
import { type HolePlace, hasOther, readSql, type SqlText } from "../shared/sql-text.ts";
import { builtText, dialectOf, withDriver } from "./_sql-dialect.ts";
import { rewritten } from "./_sql-values.ts";

/** Cures for names and directions that an outsider chooses: the driver quotes the name, or only names that the statement has itself may stand. */
export function nameCures(found: Flow, edit: Edit): readonly Cure[] {
  const flow = withDriver(found);
  const text = builtText(flow);
  const named = text && namedIn(text, flow, edit);
  if (!named) return [];
  const isDirection = named.holes.every(({ place }) => place.position === "direction");
  if (isDirection) {
    const edits = changed(named, (hole) => direction(hole.source, named.dialect), edit, flow);
    return edits ? [{ title: "Sort by 'ASC' or 'DESC', nothing else", safety: "unsafe", edits }] : [];
  }
  const quoted = changed(named, quoting(named, flow), edit, flow);
  const listed = changed(named, listing(named), edit, flow);
  const imports =
    quoted && flow.facts["names"] === "pg.escapeIdentifier" ? edit.importName(text, "escapeIdentifier", "pg") : [];
  const cures: Cure[] = [];
  if (quoted)
    cures.push({ title: "Quote the name as the driver does", safety: "unsafe", edits: [...imports, ...quoted] });
  if (listed) cures.push({ title: "Allow only columns that the statement selects", safety: "unsafe", edits: listed });
  return cures;
}

interface NameHole {
  readonly place: HolePlace;
  readonly source: string;
  /** A part of a longer name. */
  readonly isGlued: boolean;
}

interface Named {
  readonly text: Code.Expression;
  readonly operands: readonly Operand[];
  readonly sql: SqlText;
  readonly outline: string;
  readonly holes: readonly NameHole[];
  readonly dialect: Dialect;
}

function namedIn(text: Code.Expression, flow: Flow, edit: Edit): Named | undefined {
  const dialect = dialectOf(flow, edit);
  const { before = "" } = dialect;
  const operands = operandsOf(text, flow.literal) ?? (before === "" ? undefined : [asOperand(text)]);
  if (!operands || dialect.style === "hole") return undefined;
  const pieces = piecesOf(operands, before.length);
  const outline = before + pieces.map(({ part }) => outlineOf(part)).join("");
  const sql = readSql(outline, dialect.style, dialect.doubleQuotes);
  if (!sql || hasOther(sql, dialect.style) || sql.places.length === 0) return undefined;
  const holes = sql.places.map((place): NameHole | undefined => {
    const inner = place.isQuoted ? { start: place.start + 1, end: place.end - 1 } : place;
    const [part, ...more] = partsIn(inner, pieces);
    if (part?.kind !== "hole" || more.length > 0) return undefined;
    const isGlued = /[\w.\0]$/.test(outline.slice(0, place.start)) || /^[\w.\0]/.test(outline.slice(place.end));
    return { place, source: part.source, isGlued };
  });
  const isAll = holes.every((hole) => hole && /^(?:name|direction)$/.test(hole.place.position));
  return isAll ? { text, operands, sql, outline, holes: holes.flatMap((hole) => hole ?? []), dialect } : undefined;
}

/** What stands instead of a hole: an expression, `??` for a value that is bound as a name, or undefined: there is no cure. */
type Instead = (hole: NameHole) => string | undefined;

function changed(named: Named, instead: Instead, edit: Edit, flow: Flow): readonly SiteEdit[] | undefined {
  const { operands, holes, dialect, sql, text } = named;
  const values: BoundValue[] = [];
  const changes = holes.map((hole) => {
    const { start, end, position } = hole.place;
    const source = position === "direction" ? direction(hole.source, dialect) : instead(hole);
    if (source === undefined) return undefined;
    if (source !== "??") return { start, end, parts: [{ kind: "hole", source } as const] };
    const after = sql.placeholders.filter((at) => at < start).length;
    values.push({ source: hole.source, name: "name", after, isQuoted: true, form: "one" });
    return { start, end, parts: [{ kind: "text", value: "??" } as const] };
  });
  if (!changes.every((change) => change !== undefined)) return undefined;
  const edits = replacedIn(operands, piecesOf(operands, (dialect.before ?? "").length), changes, dialect.quote);
  const bound = boundValues(flow, { edits, values, sql, names: [] }, edit);
  return bound && [...rewritten(text, { edits, values, sql, names: [] }), ...bound];
}

const isPlain = (source: string): boolean => /^[\w$]+(?:\??\.[\w$]+)*$/.test(source);

/** `ASC` unless the text says otherwise. */
function direction(source: string, { quote }: Dialect): string {
  const isUpper = /\.toUpperCase\(\)$/.test(source);
  const isLower = /\.toLowerCase\(\)$/.test(source);
  const word = isUpper ? "DESC" : "desc";
  const lower = isPlain(source) ? `${source}?.toLowerCase()` : `String(${source}).toLowerCase()`;
  return `${isUpper || isLower ? source : lower} === ${quote}${word}${quote} ? ${quote}DESC${quote} : ${quote}ASC${quote}`;
}

/** The driver's own way to make a name of a text. */
function quoting({ holes }: Named, flow: Flow): Instead {
  const way = flow.facts["names"];
  if (!way || holes.some(({ isGlued, place }) => isGlued && place.position === "name")) return () => undefined;
  if (way === "??") return () => "??";
  if (way === "pg.escapeIdentifier") return ({ source }) => `escapeIdentifier(${source})`;
  const { call } = flow;
  const receiver = call.kind === "call" && call.callee.kind === "member" ? call.callee.object : undefined;
  if (!receiver || !isPlain(textAt(receiver))) return () => undefined;
  return ({ source }) => `${textAt(receiver)}.${way.slice("receiver.".length)}(${source})`;
}

/** One of the columns that the statement selects, the first of them if it is none. */
function listing({ outline, sql, dialect }: Named): Instead {
  const columns = selected(outline);
  const [first] = columns;
  const { quote } = dialect;
  const list = columns.map((name) => `${quote}${name}${quote}`).join(", ");
  return ({ place, source, isGlued }) => {
    const isSort = /\b(?:order|group)\s+by\b[^()]*$/i.test(sql.bare.slice(Math.max(0, place.start - 300), place.start));
    if (first === undefined || !isSort || isGlued || place.isQuoted || !isRepeatable(source)) return undefined;
    const bare = isPlain(source) ? source : `(${source})`;
    return `[${list}].includes(${source}) ? ${bare} : ${quote}${first}${quote}`;
  };
}

/** No call, and nothing that is changed by reading it. */
const isRepeatable = (source: string): boolean => /^[\w$.?\s|"'[\]]+$/.test(source) && source.length < 80;

/** Columns of a select list that go by plain names. */
function selected(sql: string): readonly string[] {
  const head = /^\s*select\s+(?:distinct\s)?/i.exec(sql)?.[0];
  const end = sql.search(/\sfrom\s/i);
  if (head === undefined || end < head.length || end > 2000) return [];
  const names = sql
    .slice(head.length, end)
    .split(",")
    .map((column) => /^(?:\w+\.)?(\w+)(?:\s+as\s+(\w+))?$/i.exec(column.trim()));
  return names.every((name) => name) ? names.flatMap((name) => name?.[2] ?? name?.[1] ?? []) : [];
}
