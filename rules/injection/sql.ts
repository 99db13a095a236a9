import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { isOnlyNames } from "./_sql-dialect.ts";
import { passValues } from "./_sql-values.ts";

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
        title: "A statement that grows by conditions",
        file: "search.ts",
        bad: `import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import { createPool } from "mysql2/promise";

const pool = createPool({ uri: process.env.DB_URI });

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { owner, tag } = event.queryStringParameters ?? {};
  let sql = "SELECT id, title FROM photos WHERE deleted = 0";
  if (owner) sql += " AND owner = '" + owner + "'";
  if (tag) {
    sql += \` AND tag LIKE '\${tag}%'\`;
  }
  sql += " ORDER BY id";
  const [rows] = await pool.query(sql);
                       ^^^^^^^^^^^^^^^ 'pool.query' runs SQL that 'event.queryStringParameters.owner' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import { createPool } from "mysql2/promise";

const pool = createPool({ uri: process.env.DB_URI });

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { owner, tag } = event.queryStringParameters ?? {};
  const values: unknown[] = [];
  let sql = "SELECT id, title FROM photos WHERE deleted = 0";
  if (owner) {
    sql += " AND owner = ?";
    values.push(owner);
  }
  if (tag) {
    sql += " AND tag LIKE ?";
    values.push(\`\${tag}%\`);
  }
  sql += " ORDER BY id";
  const [rows] = await pool.query(sql, values);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A list of ids, in a helper's text",
        bad: `const { Pool } = require("pg");
const pool = new Pool();

const photosSql = (ids) => \`SELECT id, url FROM photos WHERE id IN ('\${ids.join("','")}')\`;

exports.handler = async (event) => {
  const ids = event.queryStringParameters.ids.split(",");
  const { rows } = await pool.query(photosSql(ids));
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'pool.query' runs SQL that 'event.queryStringParameters.ids' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `const { Pool } = require("pg");
const pool = new Pool();

const photosSql = () => "SELECT id, url FROM photos WHERE id = ANY($1)";

exports.handler = async (event) => {
  const ids = event.queryStringParameters.ids.split(",");
  const { rows } = await pool.query(photosSql(), [ids]);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "Text that cannot rewrite the statement",
        good: `const mysql = require("mysql2/promise");
const pool = mysql.createPool({});
const tables = { photo: "photos", album: "albums" };

exports.handler = async (event) => {
  const { kind, id, limit, order } = event.queryStringParameters ?? {};
  const table = Object.hasOwn(tables, kind) ? tables[kind] : "photos";
  const direction = order === "newest" ? "DESC" : "ASC";
  const [rows] = await pool.query(
    \`SELECT * FROM \${table} WHERE owner = ? AND id > \${Number(id)} ORDER BY id \${direction} LIMIT \${parseInt(limit, 10)}\`,
    [event.requestContext.authorizer.claims.sub],
  );
  const [one] = await pool.query("SELECT * FROM photos WHERE title = " + pool.escape(kind));
  return { statusCode: 200, body: JSON.stringify({ rows, one }) };
};`,
      },
    ],
  },
  to: "sql",
  accepts: isOnlyNames,
  message: (flow) =>
    `'${flow.sink}' runs SQL that '${shown(flow.source, Math.min(50, 105 - flow.sink.length - flow.event.length))}' of ${flow.event} can rewrite`,
  fix: (flow, edit) => passValues(flow, edit),
});
