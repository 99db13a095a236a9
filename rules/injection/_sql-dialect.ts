import { type Code, type CodeNode, type Edit, type Flow, nodesOf } from "../../engine/authoring.ts";
import type { Dialect } from "../shared/parameterised.ts";
import { operandsOf, outlineOf } from "../shared/query-text.ts";
import { hole, type PlaceholderStyle, readSql, type SqlText } from "../shared/sql-text.ts";

const styles: readonly PlaceholderStyle[] = ["?", "$1", ":1", ":name", "@name", "{name:String}"];

/** How the driver at the sink takes values. Of a client that nothing is known of, package.json tells the driver if it names only one. */
export function withDriver(flow: Flow): Flow {
  if (flow.library !== undefined || flow.facts["placeholder"] !== "?") return flow;
  const has = (...names: readonly string[]) => names.some((name) => flow.dependency(name) !== undefined);
  const speaksMysql = has("mysql", "mysql2", "mariadb", "serverless-mysql", "promise-mysql");
  const speaksPostgres = has("pg", "postgres", "pg-promise", "@neondatabase/serverless", "@electric-sql/pglite");
  if (speaksMysql === speaksPostgres || has("sqlite3", "better-sqlite3", "knex")) return flow;
  return { ...flow, facts: { ...flow.facts, ...(speaksPostgres ? { placeholder: "$1" } : { quotes: "string" }) } };
}

export function dialectOf({ facts, value, call }: Flow, edit: Edit): Dialect {
  const style = facts["values"] === "tag" ? "hole" : (styles.find((one) => one === facts["placeholder"]) ?? "?");
  return {
    style,
    lists: listsOf(style, facts),
    doubleQuotes: facts["quotes"] === "string" ? "string" : "name",
    quote: edit.quote(value ?? call),
    before: facts["before"],
  };
}

function listsOf(style: Dialect["style"], facts: Flow["facts"]): Dialect["lists"] {
  if (facts["lists"] === "in" || facts["values"] === "replacements") return "in";
  if (facts["lists"] === "spread") return "spread";
  return style === "$1" ? "any" : style === "?" ? "each" : "none";
}

/** The statement's text with its holes, as far as it is known: as it came to the sink, else as it is written there. */
export function sqlOf(flow: Flow): SqlText | undefined {
  const { facts, outline } = flow;
  const style = styles.find((one) => one === facts["placeholder"]) ?? "?";
  const text = (facts["before"] ?? "") + (outline ?? writtenOutline(flow) ?? hole);
  return text.length > 20_000 ? undefined : readSql(text, style, facts["quotes"] === "string" ? "string" : "name");
}

function writtenOutline(flow: Flow): string | undefined {
  const text = builtText(flow);
  return (
    text &&
    operandsOf(text, flow.literal)
      ?.flatMap(({ parts }) => parts.map(outlineOf))
      .join("")
  );
}

/** Whether all that is put into the statement stands where only a name or a keyword can. */
export function isOnlyNames(flow: Flow): boolean {
  const places = sqlOf(flow)?.places ?? [];
  return places.length > 0 && places.every(({ position }) => position === "name" || position === "direction");
}

/** Where the statement's text is built: as written at the sink, or the one variable of the same function that holds it for this call only. */
export function builtText(flow: Flow): Code.Expression | undefined {
  const text = flow.value;
  if (text.kind !== "name") return text;
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  const uses = scope ? usesOf(scope, text.name, flow) : [];
  const built = uses.length === 1 ? flow.definition(text.name) : undefined;
  // a part of a statement may be nothing but what came in
  const isPlain = flow.facts["before"] !== undefined && (flow.outline ?? hole) === hole;
  return built ?? (isPlain ? text : undefined);
}

/** Where a name is read, but for what is written to the console: a text with placeholders may be told there as well. */
export const usesOf = (scope: CodeNode, name: string, flow: Flow): readonly CodeNode[] =>
  nodesOf(scope).filter((node) => node.kind === "name" && node.name === name && !isLogged(node, flow));

function isLogged(node: Code.Expression, flow: Flow): boolean {
  const call = flow.around(node).at(-1);
  if (call?.kind !== "call" || call.callee === node || call.callee.kind !== "member") return false;
  const { object } = call.callee;
  return object.kind === "name" && object.name === "console";
}
