import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

/** A statement of a handler and what the first fix makes of it; undefined: it is found, and there is no fix. */
type Case = readonly [statement: string, fixed: string | undefined, head?: string];

const pg = 'import { Pool } from "pg";\nconst db = new Pool();';
const mysql = 'import mysql from "mysql2/promise";\nconst db = mysql.createPool({});';
const sqlite = 'import Database from "better-sqlite3";\nconst db = new Database("x");';

const sequelize = 'import { Sequelize } from "sequelize";\nconst db = new Sequelize("x");';
const typeorm = 'import { DataSource } from "typeorm";\nconst photos = new DataSource({}).getRepository("Photo");';
const mssql = 'import sql from "mssql";\nconst db = new sql.ConnectionPool({});';
const oracle = 'import oracledb from "oracledb";\nconst db = await oracledb.getConnection({});';
const snowflake = 'import snowflake from "snowflake-sdk";\nconst db = snowflake.createConnection({});';
const clickhouse = 'import { createClient } from "@clickhouse/client";\nconst db = createClient({});';
const duckdb = 'import duckdb from "duckdb";\nconst db = new duckdb.Database("x");';

const cases: readonly Case[] = [
  [
    "db.query(`SELECT * FROM t WHERE a = ${a} AND b = '${b}'`);",
    'db.query("SELECT * FROM t WHERE a = ? AND b = ?", [a, b]);',
  ],
  ['db.query("SELECT * FROM t WHERE a = \'" + a + "\'");', 'db.query("SELECT * FROM t WHERE a = ?", [a]);'],
  [
    "db.query('SELECT * FROM t WHERE a = ' + (a || '') + ' AND c = 1');",
    "db.query('SELECT * FROM t WHERE a = ? AND c = 1', [a || '']);",
  ],
  [
    "db.query(`SELECT * FROM t WHERE b LIKE '${b}%' AND c = 'it''s'`);",
    "db.query(\"SELECT * FROM t WHERE b LIKE ? AND c = 'it''s'\", [`${b}%`]);",
  ],
  [
    "db.query(`SELECT * FROM t WHERE a = ${a}`, (e, rows) => rows);",
    'db.query("SELECT * FROM t WHERE a = ?", [a], (e, rows) => rows);',
  ],
  [
    "db.query(`SELECT * FROM t WHERE c = ? AND a = ${a} AND d = ?`, [1, 2]);",
    'db.query("SELECT * FROM t WHERE c = ? AND a = ? AND d = ?", [1, a, 2]);',
  ],
  [
    "db.query(`INSERT INTO t (a, b) VALUES (${a}, '${b.trim()}')`);",
    'db.query("INSERT INTO t (a, b) VALUES (?, ?)", [a, b.trim()]);',
  ],
  [
    "db.query(`SELECT * FROM \\`t\\` WHERE a IN ('${a}', '${b}')`);",
    'db.query("SELECT * FROM `t` WHERE a IN (?, ?)", [a, b]);',
  ],
  ['db.query(`SELECT * FROM t WHERE b = "${b}"`);', 'db.query("SELECT * FROM t WHERE b = ?", [b]);', mysql],
  [
    "db.query(`SELECT * FROM t WHERE a = ${a as string}::uuid LIMIT ${b}`);",
    'db.query("SELECT * FROM t WHERE a = $1::uuid LIMIT $2", [a as string, b]);',
    pg,
  ],
  [
    "db.query({ text: `SELECT * FROM t WHERE a = ${a}`, rowMode: 'array' });",
    "db.query({ text: \"SELECT * FROM t WHERE a = $1\", values: [a], rowMode: 'array' });",
    pg,
  ],
  ["db.prepare('SELECT * FROM t WHERE a = ' + a).all();", 'db.prepare("SELECT * FROM t WHERE a = ?").all(a);', sqlite],
  ["db.$queryRawUnsafe(`SELECT * FROM t WHERE a = '${a}'`);", "db.$queryRaw`SELECT * FROM t WHERE a = ${a}`;"],
  [
    "const q = `SELECT * FROM t WHERE a = ${a}`; db.query(q);",
    'const q = "SELECT * FROM t WHERE a = ?"; db.query(q, [a]);',
  ],
  // names stay: they are another rule's affair
  ["db.query(`SELECT * FROM ${b} WHERE a = ${a}`);", "db.query(`SELECT * FROM ${b} WHERE a = ?`, [a]);"],
  // a number where not every driver takes a placeholder
  [
    "db.query(`SELECT * FROM t WHERE a = ${a} LIMIT ${b ?? 10}`);",
    "db.query(`SELECT * FROM t WHERE a = ? LIMIT ${Number(b ?? 10)}`, [a]);",
    mysql,
  ],
  ["db.query(`SELECT * FROM t LIMIT ${b}`);", "db.query(`SELECT * FROM t LIMIT ${Number(b)}`);", mysql],
  // lists
  [
    "db.query(`SELECT * FROM t WHERE a IN (${ids.join(',')}) AND b = '${b}'`);",
    "db.query('SELECT * FROM t WHERE a IN (?) AND b = ?', [ids, b]);",
    mysql,
  ],
  [
    "db.execute(`SELECT * FROM t WHERE a IN (${ids.join()}) AND b = '${b}'`);",
    'db.execute(`SELECT * FROM t WHERE a IN (${ids.map(() => "?").join(", ")}) AND b = ?`, [...ids, b]);',
    mysql,
  ],
  [
    "db.query(`SELECT * FROM t WHERE a NOT IN ('${ids.join(\"','\")}')`);",
    'db.query("SELECT * FROM t WHERE a <> ALL($1)", [ids]);',
    pg,
  ],
  [
    "db.query('SELECT * FROM t WHERE a IN (' + ids.map((id) => `'${id}'`).join(', ') + ')');",
    "db.query('SELECT * FROM t WHERE a = ANY($1)', [ids]);",
    pg,
  ],
  [
    "db.prepare(`SELECT * FROM t WHERE a IN (${ids.join(', ')})`).all();",
    'db.prepare(`SELECT * FROM t WHERE a IN (${ids.map(() => "?").join(", ")})`).all(...ids);',
    sqlite,
  ],
  ["db.query(`SELECT * FROM t WHERE a IN (${ids.sort().join(', ')})`);", undefined],
  // other drivers
  [
    "db.query(`SELECT * FROM t WHERE a = '${event.pathParameters.id}' AND b LIKE '%${b}'`);",
    'db.query("SELECT * FROM t WHERE a = :id AND b LIKE :b", { replacements: { id: event.pathParameters.id, b: `%${b}` } });',
    sequelize,
  ],
  [
    "db.query(`SELECT * FROM t WHERE a = '${a}' AND b = :b`, { replacements: { b }, type: 'SELECT' });",
    "db.query(\"SELECT * FROM t WHERE a = :a AND b = :b\", { replacements: { b, a }, type: 'SELECT' });",
    sequelize,
  ],
  [
    "db.query(`SELECT * FROM t WHERE a IN ('${ids.join(\"','\")}')`, { type: 'SELECT' });",
    "db.query(\"SELECT * FROM t WHERE a IN (:ids)\", { replacements: { ids }, type: 'SELECT' });",
    sequelize,
  ],
  [
    "photos.createQueryBuilder('p').where('p.a = ' + a).andWhere(`p.b = '${b}'`, { c: 1 }).getMany();",
    "photos.createQueryBuilder('p').where(\"p.a = :a\", { a }).andWhere(`p.b = '${b}'`, { c: 1 }).getMany();",
    typeorm,
  ],
  [
    "photos.createQueryBuilder('p').where(`p.a IN (${ids.join(',')})`).getMany();",
    "photos.createQueryBuilder('p').where('p.a IN (:...ids)', { ids }).getMany();",
    typeorm,
  ],
  [
    "db.request().query(`SELECT * FROM t WHERE a = '${a}' AND b = ${b}`);",
    'db.request().input("a", a).input("b", b).query("SELECT * FROM t WHERE a = @a AND b = @b");',
    mssql,
  ],
  [
    "db.query(`SELECT * FROM t WHERE a = '${a}'`);",
    'db.request().input("a", a).query("SELECT * FROM t WHERE a = @a");',
    mssql,
  ],
  [
    "sql.query(`SELECT * FROM t WHERE a = '${a.trim()}'`);",
    'new sql.Request().input("a", a.trim()).query("SELECT * FROM t WHERE a = @a");',
    mssql,
  ],
  [
    "db.execute(`SELECT * FROM t WHERE a = '${a}' AND c = :1`, [1]);",
    'db.execute("SELECT * FROM t WHERE a = :2 AND c = :1", [1, a]);',
    oracle,
  ],
  [
    "db.execute({ sqlText: `SELECT * FROM t WHERE a = '${a}'`, complete });",
    'db.execute({ sqlText: "SELECT * FROM t WHERE a = ?", binds: [a], complete });',
    snowflake,
  ],
  [
    "db.query({ query: `SELECT * FROM t WHERE a = '${a}'` });",
    'db.query({ query: "SELECT * FROM t WHERE a = {a:String}", query_params: { a } });',
    clickhouse,
  ],
  [
    "db.all(`SELECT * FROM t WHERE a = ${a} AND c = ?`, 1, (e, rows) => rows);",
    'db.all("SELECT * FROM t WHERE a = ? AND c = ?", a, 1, (e, rows) => rows);',
    duckdb,
  ],
  [
    "db('t').whereRaw('lower(a) = ' + a);",
    "db('t').whereRaw('lower(a) = ?', [a]);",
    'import knex from "knex";\nconst db = knex({});',
  ],
  [
    "const q = `SELECT * FROM t WHERE a = ${a}`; console.log('runs', q); db.query(q);",
    "const q = 'SELECT * FROM t WHERE a = ?'; console.log('runs', q); db.query(q, [a]);",
  ],
  [
    "const s = db.prepare(`SELECT * FROM t WHERE a = '${a}'`);\n  const rows = s.all();",
    'const s = db.prepare("SELECT * FROM t WHERE a = ?");\n  const rows = s.all(a);',
    sqlite,
  ],
  // a text that is there on a condition
  [
    "db.query(`SELECT * FROM t WHERE c = 1 ${a ? `AND a = '${a}'` : ''} AND b = '${b}'`);",
    "db.query(`SELECT * FROM t WHERE c = 1 ${a ? 'AND a = ?' : ''} AND b = ?`, [...(a ? [a] : []), b]);",
  ],
  [
    "db.query('SELECT * FROM t WHERE c = 1' + (b === undefined ? '' : ' AND b > ' + b) + ' LIMIT 5');",
    "db.query(`SELECT * FROM t WHERE c = 1${b === undefined ? '' : ' AND b > ?'} LIMIT 5`, [...(b === undefined ? [] : [b])]);",
    mysql,
  ],
  ["db.query(`SELECT * FROM t WHERE c = 1 ${a ? `AND a = '${a}'` : ''}`);", undefined, pg],
  // a text that grows
  [
    "let q = 'SELECT * FROM t'; q += ' WHERE a = ' + a; db.query(q);",
    "const values: unknown[] = [];\n  let q = 'SELECT * FROM t'; q += ' WHERE a = ?';\n  values.push(a); db.query(q, values);",
  ],
  [
    "let q = 'SELECT * FROM t WHERE a = ' + a;\n  if (b) q = q + \" AND b = '\" + b + \"'\";\n  db.query(q);",
    'const values: unknown[] = [a];\n  let q = "SELECT * FROM t WHERE a = $1";\n  if (b) q = q + ` AND b = $${values.push(b)}`;\n  db.query(q, values);',
    pg,
  ],
  ["let q = 'SELECT * FROM t'; q += ' WHERE a = ' + a; log(q); db.query(q);", undefined],
  ["let q = 'SELECT * FROM t'; if (b) q = other; q += ' WHERE a = ' + a; db.query(q);", undefined],
  // conditions that are joined
  [
    "const where = ['c = 1'];\n  if (a) where.push(`a = '${a}'`);\n  db.query(`SELECT * FROM t WHERE ${where.join(' AND ')}`);",
    "const values: unknown[] = [];\n  const where = ['c = 1'];\n  if (a) where.push(`a = $${values.push(a)}`);\n  db.query(`SELECT * FROM t WHERE ${where.join(' AND ')}`, values);",
    pg,
  ],
  [
    "const parts = ['SELECT * FROM t'];\n  parts.push('WHERE a = ' + a);\n  db.query(parts.join(' '));",
    "const values: unknown[] = [];\n  const parts = ['SELECT * FROM t'];\n  parts.push('WHERE a = ?');\n  values.push(a);\n  db.query(parts.join(' '), values);",
  ],
  [
    "const w = [];\n  w.push('a = ' + a);\n  db.query(`SELECT n FROM t WHERE ${w.join(' AND ')}`);\n  db.query(`SELECT * FROM t WHERE ${w.join(' AND ')}`);",
    undefined,
  ],
  [
    "const w = [];\n  w.push('a = ' + a);\n  db.query(`SELECT * FROM t WHERE b = ${b} AND ${w.join(' AND ')}`);",
    undefined,
  ],
  // a helper of the same module
  [
    "db.query(sqlOf(a, 'x'));",
    undefined,
    "const sqlOf = (one, two) => `SELECT * FROM t WHERE a = ${one} AND b = '${two}'`;",
  ],
  [
    "db.query(sqlOf(a, b));",
    undefined,
    "export const sqlOf = (one, two) => `SELECT * FROM t WHERE a = ${one} AND b = '${two}'`;",
  ],
  // where no value can stand, or the whole cannot be known
  ["db.query(`SELECT * FROM t WHERE a IN (${a})`);", undefined],
  ["db.query(`SELECT * FROM t WHERE c > now() - interval '${a} days'`);", undefined, pg],
  ["db.query(`SELECT concat('x', '${a}') FROM t`);", undefined, pg],
  ["db.query(`SELECT * FROM t WHERE a = ${a}`, values);", undefined],
  ["db.query(`SELECT * FROM t WHERE a = '${a.replace(/'/g, \"''\")}'`);", undefined],
  ["db.exec(`DELETE FROM t WHERE a = ${a}`);", undefined, sqlite],
  ["const s = db.prepare(`SELECT * FROM t WHERE a = ${a}`);", undefined, sqlite],
  ["const q = `SELECT * FROM t WHERE a = ${a}`; log(q); db.query(q);", undefined],
  ["db.query(['SELECT * FROM t', 'WHERE a = ' + a].join(' '));", undefined],
];

const handler = (statement: string, head = "") =>
  `${head}\nexport const handler = async (event) => {\n  const { a, b } = event.queryStringParameters ?? {};\n${statement.includes("ids") ? "  const ids = a.split(',');\n" : ""}  ${statement}\n};\n`;

const names: readonly Case[] = [
  ["db.query('SELECT * FROM t ORDER BY ' + a);", "db.query(`SELECT * FROM t ORDER BY ${db.escapeId(a)}`);", mysql],
  ["db.query(`SELECT * FROM \\`${a}\\``);", "db.query(`SELECT * FROM ${db.escapeId(a)}`);", mysql],
  ["db('t').orderByRaw(a);", "db('t').orderByRaw(\"??\", [a]);", 'import knex from "knex";\nconst db = knex({});'],
  [
    "db.query(`SELECT p.id, title AS t FROM p ORDER BY ${a} ${b}`);",
    'db.query(`SELECT p.id, title AS t FROM p ORDER BY ${["id", "t"].includes(a) ? a : "id"} ${b?.toLowerCase() === "desc" ? "DESC" : "ASC"}`);',
    "",
  ],
  [
    "db.query(`SELECT * FROM t ORDER BY id ${(b || 'asc').toUpperCase()}`);",
    "db.query(`SELECT * FROM t ORDER BY id ${(b || 'asc').toUpperCase() === 'DESC' ? 'DESC' : 'ASC'}`);",
    "",
  ],
  ["db.query(`SELECT * FROM t_${a}`);", undefined, mysql],
  ["db.query(`SELECT * FROM t ORDER BY ${a}`);", undefined],
];

const statements: readonly Case[] = [
  [
    "db.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM t WHERE a = '${a}' AND n > ${b}` }));",
    'db.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM t WHERE a = ? AND n > ?", Parameters: [{ S: a }, { N: String(b) }] }));',
    'import { DynamoDBClient, ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";\nconst db = new DynamoDBClient({});',
  ],
  [
    "db.executeStatement({ Statement: `SELECT * FROM t WHERE a = '${a}' AND n > ${b}` });",
    'db.executeStatement({ Statement: "SELECT * FROM t WHERE a = ? AND n > ?", Parameters: [a, Number(b)] });',
    'import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";\nconst db = DynamoDBDocument.from({});',
  ],
  [
    "db.batchExecuteStatement({ Statements: [{ Statement: `DELETE FROM t WHERE a = '${a}'` }] });",
    'db.batchExecuteStatement({ Statements: [{ Statement: "DELETE FROM t WHERE a = ?", Parameters: [{ S: a }] }] });',
    'import { DynamoDB } from "@aws-sdk/client-dynamodb";\nconst db = new DynamoDB({});',
  ],
  [
    "db.executeStatement({ Sql: `SELECT * FROM t WHERE a = '${a}' AND n > ${b}`, Database: 'd' });",
    'db.executeStatement({ Sql: "SELECT * FROM t WHERE a = :a AND n > :b", Parameters: [{ name: "a", value: a }, { name: "b", value: String(b) }], Database: \'d\' });',
    'import { RedshiftData } from "@aws-sdk/client-redshift-data";\nconst db = new RedshiftData({});',
  ],
  [
    "db.query({ QueryString: `SELECT * FROM t WHERE a = '${a}'` });",
    undefined,
    'import { TimestreamQuery } from "@aws-sdk/client-timestream-query";\nconst db = new TimestreamQuery({});',
  ],
  [
    "db.executeStatement({ Statement: `SELECT * FROM \"${b}\" WHERE a = '${a}'` });",
    undefined,
    'import { DynamoDB } from "@aws-sdk/client-dynamodb";\nconst db = new DynamoDB({});',
  ],
];

function check(rule: string, [statement, fixed, head]: Case): void {
  const files = [{ path: "handler.ts", text: handler(statement, head) }];
  const host = hostOf(files);
  const found = findingsOf(host).find((one) => one.rule === rule);
  assert.ok(found, "the flow is found");
  const [fix] = curesOf(host, found);
  const after = fix && fixedFiles(files, fix);
  assert.equal(after?.[0]?.text, fixed && handler(fixed, head));
  const left = after ? findingsOf(hostOf(after)).filter((one) => one.rule === rule) : [];
  assert.ok(!left.some(({ message }) => message === found.message));
}

describe("injection/sql writes the statement with placeholders, or no fix", () => {
  for (const one of cases) it(one[0], () => check("injection/sql", one));
});

it("takes the placeholders of the only driver that package.json names", () => {
  const text = handler("db.query(`SELECT * FROM t WHERE a = '${a}'`);", 'import { db } from "./db.js";');
  const files = [
    { path: "handler.ts", text },
    { path: "package.json", text: '{ "dependencies": { "pg": "^8.16.0" } }' },
  ];
  const host = hostOf(files);
  const [found] = findingsOf(host).filter(({ rule }) => rule === "injection/sql");
  const [fix] = found ? curesOf(host, found) : [];
  const after = fix && fixedFiles(files, fix).find(({ path }) => path === "handler.ts")?.text;
  assert.equal(after, text.replace("`SELECT * FROM t WHERE a = '${a}'`", '"SELECT * FROM t WHERE a = $1", [a]'));
});

describe("injection/sql-identifier quotes names as the driver does, or allows those that the statement has", () => {
  for (const one of names) it(one[0], () => check("injection/sql-identifier", one));
});

describe("injection/partiql hands the values to the service beside the statement, or there is no fix", () => {
  for (const one of statements) it(one[0], () => check("injection/partiql", one));
});
