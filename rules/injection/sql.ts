import { type Code, type Cure, type Edit, type Flow, nodesOf, taintRule } from "../../engine/authoring.ts";
import { boundValues, tagged } from "../shared/bound-values.ts";
import { type Dialect, parameterised } from "../shared/parameterised.ts";
import { operandsOf } from "../shared/query-text.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/sql",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of an SQL statement",
    why: "A database cannot tell the statement's own words from those that came with the event: a quote in the value ends the string, and what follows is run as SQL. Whoever sends the event reads other people's rows, changes them, or drops the table, with all the rights that the function's database user has.\n\nA parameterised statement keeps the two apart: the statement says `?` or `$1`, the values travel beside it, and no value can change what the statement does. Escaping by hand is forgotten once, and validation alone lets through what is valid and still harmful.",
    duty: "code",
    cwe: [89],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "OWASP: SQL Injection Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
      },
      { title: "node-postgres: Queries", url: "https://node-postgres.com/features/queries" },
      {
        title: "MySQL2: Prepared Statements",
        url: "https://sidorares.github.io/node-mysql2/docs/documentation/prepared-statements",
      },
    ],
    examples: [
      {
        title: "The request's text in a template that is run",
        bad: `exports.handler = async (event) => {
  const userId = event.queryStringParameters.userId;
  // Vulnerable to SQL injection
  const query = \`SELECT * FROM users WHERE id = '\${userId}'\`;
  const result = await db.execute(query);
                       ^^^^^^^^^^^^^^^^^ 'db.execute' runs SQL that 'event.queryStringParameters.userId' of the request can rewrite
  return {
    statusCode: 200,
    body: JSON.stringify(result)
  };
};`,
        fixed: `exports.handler = async (event) => {
  const userId = event.queryStringParameters.userId;
  // Vulnerable to SQL injection
  const query = "SELECT * FROM users WHERE id = ?";
  const result = await db.execute(query, [userId]);
  return {
    statusCode: 200,
    body: JSON.stringify(result)
  };
};`,
      },
      {
        title: "A validated value, bound to the statement",
        good: `const Joi = require('joi');

const userIdSchema = Joi.string().uuid().required();

exports.handler = async (event) => {
  try {
    const { error, value } = userIdSchema.validate(
      event.queryStringParameters?.userId
    );
    if (error) {
      return {
        statusCode: 400,
        body: JSON.stringify({ error: 'Invalid user ID format' })
      };
    }
    const result = await db.query(
      'SELECT * FROM users WHERE id = ?',
      [value]
    );
    return {
      statusCode: 200,
      body: JSON.stringify(result)
    };
  } catch (err) {
    console.error('Error processing request:', err);
    return {
      statusCode: 500,
      body: JSON.stringify({ error: 'Internal server error' })
    };
  }
};`,
      },
      {
        title: "A concatenation beside a value that is bound already",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { Pool } from "pg";

const pool = new Pool();

export const handler = async (event: APIGatewayProxyEvent) => {
  const { q, tag } = event.queryStringParameters ?? {};
  const { rows } = await pool.query(
                         ^^^^^^^^^^^ 'pool.query' runs SQL that 'event.queryStringParameters.q' of the request can rewrite
    "SELECT id, title FROM photos WHERE owner = $1 " +
      "AND title ILIKE '%" + (q ?? "") + "%' AND tag = '" + tag + "' ORDER BY id",
    [event.requestContext.authorizer?.userId],
  );
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { Pool } from "pg";

const pool = new Pool();

export const handler = async (event: APIGatewayProxyEvent) => {
  const { q, tag } = event.queryStringParameters ?? {};
  const { rows } = await pool.query(
    "SELECT id, title FROM photos WHERE owner = $1 " +
      "AND title ILIKE $2 AND tag = $3 ORDER BY id",
    [event.requestContext.authorizer?.userId, \`%\${q ?? ""}%\`, tag],
  );
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A statement that is prepared and run later",
        bad: `const Database = require("better-sqlite3");
const db = new Database("/mnt/data/app.db", { readonly: true });
const TABLE = "orders";

exports.handler = async ({ pathParameters, queryStringParameters }) => {
  const order = db.prepare(\`SELECT * FROM \${TABLE} WHERE id = \${pathParameters.id} AND state = ?\`).get("open");
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'db.prepare' runs SQL that 'event.pathParameters.id' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify({ order, page: queryStringParameters?.page }) };
};`,
        fixed: `const Database = require("better-sqlite3");
const db = new Database("/mnt/data/app.db", { readonly: true });
const TABLE = "orders";

exports.handler = async ({ pathParameters, queryStringParameters }) => {
  const order = db.prepare(\`SELECT * FROM \${TABLE} WHERE id = ? AND state = ?\`).get(pathParameters.id, "open");
  return { statusCode: 200, body: JSON.stringify({ order, page: queryStringParameters?.page }) };
};`,
      },
      {
        title: "A helper in another module builds the text",
        bad: `import mysql from "mysql2/promise";
import { searchSql } from "./lib/search.js";

const pool = mysql.createPool({ host: process.env.DB_HOST });
const run = pool.query.bind(pool);

export const handler = async (event) => {
  const sql = searchSql(event.queryStringParameters?.term);
  const [rows] = await run(sql);
                       ^^^^^^^^ 'run' runs SQL that 'event.queryStringParameters.term' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};
//- lib/search.js
export function searchSql(term) {
  let sql = "SELECT id FROM photos";
  sql += " WHERE title = '" + term + "'";
  return [sql, "LIMIT 50"].join(" ");
}`,
      },
      {
        title: "A name where no value can stand",
        bad: `const { Client } = require("pg");
const client = new Client();

exports.handler = async (event) => {
  const { rows } = await client.query(\`SELECT id FROM photos ORDER BY \${event.queryStringParameters?.sort}\`);
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.query' runs SQL that 'event.queryStringParameters.sort' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
    ],
  },
  to: "sql",
  message: (flow) => `'${flow.sink}' runs SQL that '${shown(flow.source)}' of ${flow.event} can rewrite`,
  fix: passValues,
});

/** All values of the text at once, or nothing: half a cure would hide the other half. */
function passValues(flow: Flow, edit: Edit): Cure | undefined {
  const text = builtText(flow);
  const operands = text && operandsOf(text, flow.literal);
  const changed = operands && parameterised(operands, dialectOf(flow, edit, text));
  if (!changed || flow.facts["values"] === "none") return undefined;
  const title = "Pass the values as parameters";
  if (flow.facts["values"] === "tag") {
    const hasConstants = operands.some(({ parts }) =>
      parts.some((part) => part.kind === "hole" && part.known !== undefined),
    );
    const edits = text === flow.argument && !hasConstants ? tagged(flow, changed, edit) : undefined;
    return edits && { title, safety: "unsafe", edits };
  }
  const values = boundValues(flow, changed, edit);
  const newline = /\r?\n/.exec(text.block.text)?.[0] ?? "\n";
  const rewritten = changed.edits.map(({ start, end, text: by }) => ({
    at: { block: text.block, start, end },
    text: by.replaceAll("\n", newline),
  }));
  return values && { title, safety: "unsafe", edits: [...rewritten, ...values] };
}

const mysqlLike = /^(?:mysql2?(?:\/promise)?|mariadb|serverless-mysql|promise-mysql)$/;

function dialectOf({ facts, library }: Flow, edit: Edit, at: Code.Expression): Dialect {
  return {
    style: facts["values"] === "tag" ? "hole" : facts["placeholder"] === "$1" ? "$1" : "?",
    doubleQuotes: mysqlLike.test(library ?? "") ? "string" : "name",
    quote: edit.quote(at),
  };
}

/** Where the statement's text is built: the argument itself, its property, or the one variable of the same function that holds it for this call only. */
function builtText(flow: Flow): Code.Expression | undefined {
  const { argument } = flow;
  const text =
    argument.kind === "object"
      ? argument.properties.find(({ key }) => key === "sql" || key === "text")?.value
      : argument;
  if (text?.kind !== "name") return text;
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  const uses = scope ? [...nodesOf(scope)].filter((node) => node.kind === "name" && node.name === text.name) : [];
  return uses.length === 1 ? flow.definition(text.name) : undefined;
}
