import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

/** A statement of a handler and what the first fix makes of it; undefined: it is found, and there is no fix. */
type Case = readonly [statement: string, fixed: string | undefined, head?: string];

const pg = 'import { Pool } from "pg";\nconst db = new Pool();';
const mysql = 'import mysql from "mysql2/promise";\nconst db = mysql.createPool({});';
const sqlite = 'import Database from "better-sqlite3";\nconst db = new Database("x");';

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
  // where no value can stand, or the whole cannot be known
  ["db.query(`SELECT * FROM ${b} WHERE a = ${a}`);", undefined],
  ["db.query(`SELECT * FROM t ORDER BY ${b}`);", undefined],
  ["db.query(`SELECT * FROM t WHERE a IN (${a})`);", undefined],
  ['db.query(`SELECT * FROM t WHERE "${b}" = 1`);', undefined],
  ["db.query(`SELECT * FROM t WHERE c > now() - interval '${a} days'`);", undefined, pg],
  ["db.query(`SELECT concat('x', '${a}') FROM t`);", undefined, pg],
  ["db.query(`SELECT * FROM t WHERE a = ${a} LIMIT ${b}`);", undefined, mysql],
  ["db.query(`SELECT * FROM t WHERE a = ${a}`, values);", undefined],
  ["db.query(`SELECT * FROM t WHERE a = '${a.replace(/'/g, \"''\")}'`);", undefined],
  ["db.exec(`DELETE FROM t WHERE a = ${a}`);", undefined, sqlite],
  ["const s = db.prepare(`SELECT * FROM t WHERE a = ${a}`);", undefined, sqlite],
  ["const q = `SELECT * FROM t WHERE a = ${a}`; log(q); db.query(q);", undefined],
  ["let q = 'SELECT * FROM t'; q += ' WHERE a = ' + a; db.query(q);", undefined],
  ["db.query(['SELECT * FROM t', 'WHERE a = ' + a].join(' '));", undefined],
];

const handler = (statement: string, head = "") =>
  `${head}\nexport const handler = async (event) => {\n  const { a, b } = event.queryStringParameters ?? {};\n  ${statement}\n};\n`;

describe("injection/sql writes the statement with placeholders, or no fix", () => {
  for (const [statement, fixed, head] of cases) {
    it(statement, () => {
      const files = [{ path: "handler.ts", text: handler(statement, head) }];
      const host = hostOf(files);
      const found = findingsOf(host).find(({ rule }) => rule === "injection/sql");
      assert.ok(found, "the flow is found");
      const [fix] = curesOf(host, found);
      const after = fix && fixedFiles(files, fix)[0]?.text;
      assert.equal(after, fixed && handler(fixed, head));
    });
  }
});
