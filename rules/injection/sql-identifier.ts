import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { isOnlyNames } from "./_sql-dialect.ts";
import { nameCures } from "./_sql-names.ts";

export default taintRule({
  meta: {
    id: "injection/sql-identifier",
    severity: "error",
    confidence: "high",
    summary: "Text of the event stands where an SQL statement has a name or keyword",
    why: "A placeholder stands for a value only. The column of `ORDER BY`, the name of a table and `ASC` or `DESC` are part of the statement itself, so text of the event that is put there runs as SQL: `(CASE WHEN (SELECT …) THEN id ELSE title END)` sorts by a secret, one answer at a time, and a table's name chooses whose rows are read.\n\nOnly a list of names that the code itself knows keeps the choice small. Quoting the name as the driver does (`escapeId`, `escapeIdentifier`, `??`) ends the injection, but any column of the table may then be asked for.",
    duty: "code",
    cwe: [89],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "OWASP: SQL Injection Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
      },
      {
        title: "PostgreSQL: Identifiers and key words",
        url: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html",
      },
    ],
    examples: [
      {
        title: "The request chooses the column and the direction",
        bad: `const mysql = require("mysql2/promise");
const pool = mysql.createPool({ host: process.env.DB_HOST });

exports.handler = async (event) => {
  const { sort, dir } = event.queryStringParameters;
  const [rows] = await pool.query(\`SELECT id, title FROM photos ORDER BY \${sort} \${dir}\`);
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'pool.query' runs SQL whose names or keywords are those of 'event.queryStringParameters.sort'
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `const mysql = require("mysql2/promise");
const pool = mysql.createPool({ host: process.env.DB_HOST });

exports.handler = async (event) => {
  const { sort, dir } = event.queryStringParameters;
  const [rows] = await pool.query(\`SELECT id, title FROM photos ORDER BY \${pool.escapeId(sort)} \${dir?.toLowerCase() === "desc" ? "DESC" : "ASC"}\`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A helper puts the column behind the statement",
        file: "list.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { Pool } from "pg";

const pool = new Pool();

export const handler = async (event: APIGatewayProxyEvent) => {
  const sort = event.queryStringParameters?.sort ?? "id";
  const sql = "SELECT id, title FROM photos ORDER BY " + sort;
  const { rows } = await pool.query(sql);
                         ^^^^^^^^^^^^^^^ 'pool.query' runs SQL whose names or keywords are those of 'event.queryStringParameters.sort'
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { Pool, escapeIdentifier } from "pg";

const pool = new Pool();

export const handler = async (event: APIGatewayProxyEvent) => {
  const sort = event.queryStringParameters?.sort ?? "id";
  const sql = \`SELECT id, title FROM photos ORDER BY \${escapeIdentifier(sort)}\`;
  const { rows } = await pool.query(sql);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A driver that quotes no names",
        bad: `const Database = require("better-sqlite3");
const db = new Database("/mnt/data/app.db", { readonly: true });

exports.handler = async (event) => {
  const { sort } = event.queryStringParameters;
  const rows = db.prepare(\`SELECT id, title FROM photos ORDER BY \${sort}\`).all();
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'db.prepare' runs SQL whose names or keywords are those of 'event.queryStringParameters.sort'
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
        fixed: `const Database = require("better-sqlite3");
const db = new Database("/mnt/data/app.db", { readonly: true });

exports.handler = async (event) => {
  const { sort } = event.queryStringParameters;
  const rows = db.prepare(\`SELECT id, title FROM photos ORDER BY \${["id", "title"].includes(sort) ? sort : "id"}\`).all();
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A table of the request's choice",
        bad: `const Database = require("better-sqlite3");
const db = new Database("/mnt/data/app.db");

exports.handler = async ({ pathParameters }) => {
  const rows = db.prepare("SELECT * FROM " + pathParameters.table).all();
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'db.prepare' runs SQL whose names or keywords are those of 'event.pathParameters.table'
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "Names that the code knows",
        good: `const { Pool, escapeIdentifier } = require("pg");
const pool = new Pool();
const columns = new Map([["name", "name"], ["newest", "created_at"]]);

exports.handler = async (event) => {
  const { sort, dir, group } = event.queryStringParameters;
  const direction = dir === "desc" ? "DESC" : "ASC";
  const { rows } = await pool.query(\`SELECT * FROM photos ORDER BY \${columns.get(sort) ?? "id"} \${direction}\`);
  if (!["owner", "album"].includes(group)) return { statusCode: 400, body: "" };
  await pool.query(\`SELECT count(*) FROM photos GROUP BY \${group}\`);
  await pool.query(\`SELECT \${escapeIdentifier(sort)} FROM photos\`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
    ],
  },
  to: "sql",
  accepts: (flow) => !isOnlyNames(flow),
  message: (flow) =>
    `'${flow.sink}' runs SQL whose names or keywords are those of '${shown(flow.source, Math.min(50, 89 - flow.sink.length))}'`,
  fix: nameCures,
});
