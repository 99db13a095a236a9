import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import vm from "node:vm";
import initSqlJs, { type Database, type SqlJsStatic } from "sql.js";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

/**
 * The attack itself: each handler runs on a real SQL engine before and after its fix. Before, the text of the request rewrites the
 * statement; after, it is a value like any other, and an honest request is answered as before.
 */
interface Proof {
  readonly title: string;
  readonly handler: string;
  readonly attack: Readonly<Record<string, string>>;
  readonly honest: Readonly<Record<string, string>>;
  readonly honestIds: readonly string[];
}

const article = `exports.handler = async (event) => {
  const userId = event.queryStringParameters.userId;
  // Vulnerable to SQL injection
  const query = \`SELECT * FROM users WHERE id = '\${userId}'\`;
  const result = await db.execute(query);
  return {
    statusCode: 200,
    body: JSON.stringify(result)
  };
};`;

const withQuery = (statement: string, head = "") => `${head}
exports.handler = async (event) => {
  const { id, name, state } = event.queryStringParameters ?? {};
  ${statement}
  return { statusCode: 200, body: JSON.stringify(result) };
};`;

const pg = `const { Pool } = require("pg");
const db = new Pool();`;

const everything = "' OR '1'='1";

const proofs: readonly Proof[] = [
  {
    title: "the article's handler",
    handler: article,
    attack: { userId: everything },
    honest: { userId: "u2" },
    honestIds: ["u2"],
  },
  {
    title: "a concatenation, over two lines",
    handler: withQuery(
      `const result = await db.query("SELECT * FROM users " +\n    "WHERE name = '" + name + "' ORDER BY id");`,
    ),
    attack: { name: `${everything}' --` },
    honest: { name: "Bert O'Huber" },
    honestIds: ["u2"],
  },
  {
    title: "a pattern of LIKE",
    handler: withQuery(
      "const result = await db.query(`SELECT * FROM users WHERE state = 'open' AND name LIKE '%${name}%'`);",
    ),
    attack: { name: "x' OR name LIKE '" },
    honest: { name: "ber" },
    honestIds: ["u2"],
  },
  {
    title: "a number without quotes",
    handler: withQuery("const result = await db.query(`SELECT * FROM users WHERE age > ${state} AND id = '${id}'`);"),
    attack: { state: "0 OR 1=1 --", id: "" },
    honest: { state: "20", id: "u3" },
    honestIds: ["u3"],
  },
  {
    title: "beside values that are bound already",
    handler: withQuery(
      "const result = await db.query(`SELECT * FROM users WHERE age > ? AND id = '${id}' AND state = ?`, [10, \"open\"]);",
    ),
    attack: { id: "x' OR ? IS NOT NULL --" },
    honest: { id: "u2" },
    honestIds: ["u2"],
  },
  {
    title: "numbered placeholders of PostgreSQL",
    handler: withQuery(
      "const result = await db.query(`SELECT * FROM users WHERE state = '${state}' AND id = $1`, [id]);",
      pg,
    ),
    attack: { state: "' OR $1 IS NOT NULL --", id: "u1" },
    honest: { state: "open", id: "u1" },
    honestIds: ["u1"],
  },
];

let engine: SqlJsStatic;

before(async () => {
  engine = await initSqlJs();
});

describe("the fix of injection/sql stops the attack", () => {
  for (const proof of proofs) it(proof.title, () => prove(proof));
});

async function prove({ handler, attack, honest, honestIds }: Proof): Promise<void> {
  const stolen = await idsFrom(handler, attack);
  assert.deepEqual(stolen, ["u1", "u2", "u3"], "the attack works on the handler as it is");
  const fixed = fixedText(handler);
  assert.deepEqual(await idsFrom(fixed, attack), [], `the attack finds nothing any more:\n${fixed}`);
  assert.deepEqual(await idsFrom(fixed, honest), honestIds, `an honest request is answered:\n${fixed}`);
}

/** The handler after the first fix of its finding, which leaves none. */
function fixedText(handler: string): string {
  const files = [{ path: "handler.js", text: handler }];
  const host = hostOf(files);
  const finding = findingsOf(host).find(({ rule }) => rule === "injection/sql");
  assert.ok(finding);
  const [fix] = curesOf(host, finding);
  assert.ok(fix);
  const after = fixedFiles(files, fix);
  assert.deepEqual(
    findingsOf(hostOf(after)).filter(({ rule }) => rule === "injection/sql"),
    [],
  );
  return after[0]?.text ?? "";
}

/** The ids that the handler answers a request with, in order. */
async function idsFrom(
  handler: string,
  queryStringParameters: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const database = usersDatabase();
  const run = (sql: string, values: readonly unknown[] = []) => rowsOf(database, sql.replace(/\$(\d)/g, "?$1"), values);
  const client = { execute: run, query: run };
  const module = { exports: {} as { handler?: (event: unknown) => Promise<{ body: string }> } };
  const require = (name: string) =>
    name === "pg"
      ? {
          Pool: function Pool() {
            return client;
          },
        }
      : undefined;
  const scope = { exports: module.exports, require, ...(handler.includes("require(") ? {} : { db: client }) };
  vm.runInNewContext(handler, scope);
  const answer = await module.exports.handler?.({ queryStringParameters });
  database.close();
  return (JSON.parse(answer?.body ?? "[]") as { id: string }[]).map(({ id }) => id).sort();
}

function usersDatabase(): Database {
  const database = new engine.Database();
  database.run(`CREATE TABLE users (id TEXT, name TEXT, age INTEGER, state TEXT);
    INSERT INTO users VALUES ('u1', 'Ada', 36, 'open'), ('u2', 'Bert O''Huber', 41, 'open'), ('u3', 'Cleo', 29, 'closed');`);
  return database;
}

function rowsOf(database: Database, sql: string, values: readonly unknown[]): readonly unknown[] {
  const statement = database.prepare(sql);
  statement.bind([...values] as (string | number)[]);
  const rows: unknown[] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
}
