import { bodyOf, type Outcome, type Proof } from "./proof.ts";
import { answers, isEveryone, users } from "./users.ts";

/** Rows of `users` are answered as they are. An attack that works brings all of them back. */
interface Case extends Partial<Pick<Proof, "rule" | "globals" | "packages" | "data">> {
  readonly title: string;
  readonly code: Proof["code"];
  readonly attack: Readonly<Record<string, string>>;
  readonly honest: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
}

const everything = "' OR '1'='1";

const withQuery = (statement: string, head = "") => ({
  "handler.js": `${head}exports.handler = async (event) => {
  const { id, name, state, sort, dir } = event.queryStringParameters ?? {};
  ${statement}
  return { statusCode: 200, body: JSON.stringify(result) };
};`,
});

const pg = `const { Pool } = require("pg");
const db = new Pool();

`;
const mysql = `const mysql = require("mysql2/promise");
const db = mysql.createPool({});

`;
const betterSqlite = `const Database = require("better-sqlite3");
const db = new Database("app.db");

`;

const secret = `${users}
CREATE TABLE vault (secret TEXT);
INSERT INTO vault VALUES ('swordfish');`;

const onSqlite: readonly Case[] = [
  {
    title: "text in quotes, in a template",
    code: "The request's text in a template that is run",
    attack: { userId: everything },
    honest: { userId: "u2" },
    ids: ["u2"],
  },
  {
    title: "a concatenation over two lines",
    code: withQuery(
      `const result = await db.query("SELECT * FROM users " +\n    "WHERE name = '" + name + "' ORDER BY id");`,
    ),
    attack: { name: `${everything}' --` },
    honest: { name: "Cleo" },
    ids: ["u3"],
  },
  {
    title: "a pattern of LIKE",
    code: withQuery(
      "const result = await db.query(`SELECT * FROM users WHERE state = 'open' AND name LIKE '%${name}%'`);",
    ),
    attack: { name: "x' OR name LIKE '" },
    honest: { name: "ber" },
    ids: ["u2"],
  },
  {
    title: "a number without quotes",
    code: withQuery("const result = await db.query(`SELECT * FROM users WHERE age > ${state} AND id = '${id}'`);"),
    attack: { state: "0 OR 1=1 --", id: "" },
    honest: { state: "20", id: "u3" },
    ids: ["u3"],
  },
  {
    title: "beside values that are bound already",
    code: withQuery(
      "const result = await db.query(`SELECT * FROM users WHERE age > ? AND id = '${id}' AND state = ?`, [10, \"open\"]);",
    ),
    attack: { id: "x' OR ? IS NOT NULL --" },
    honest: { id: "u2" },
    ids: ["u2"],
  },
  {
    title: "a prepared statement and a list of ids",
    code: withQuery(
      `const ids = id.split(",");
  const result = await db.prepare(\`SELECT * FROM users WHERE id IN ('\${ids.join("','")}') AND state = ?\`).all("open");`,
      betterSqlite,
    ),
    globals: {},
    packages: { "better-sqlite3": "better-sqlite3-on-sqlite.cjs" },
    attack: { id: "x') OR ? IS NOT NULL --" },
    honest: { id: "u1,u3" },
    ids: ["u1"],
  },
  {
    title: "a statement that grows by conditions",
    code: withQuery(
      `let sql = "SELECT * FROM users WHERE age > 18";
  if (name) sql += " AND name LIKE '" + name + "%'";
  if (state) {
    sql += \` AND state = '\${state}'\`;
  }
  sql += " ORDER BY id";
  const [result] = await db.execute(sql);`,
      mysql,
    ),
    globals: {},
    packages: { "mysql2/promise": "mysql-on-sqlite.cjs" },
    attack: { state: everything },
    honest: { name: "B", state: "open" },
    ids: ["u2"],
  },
  {
    title: "conditions that are joined",
    code: withQuery(
      `const conditions = ["age > 18"];
  if (name) conditions.push(\`name LIKE '%\${name}%'\`);
  if (state) conditions.push("state = '" + state + "'");
  const [result] = await db.query(\`SELECT * FROM users WHERE \${conditions.join(" AND ")} ORDER BY id\`);`,
      mysql,
    ),
    globals: {},
    packages: { "mysql2/promise": "mysql-on-sqlite.cjs" },
    attack: { name: "x' OR name LIKE '" },
    honest: { name: "e", state: "closed" },
    ids: ["u3"],
  },
  {
    title: "a number behind LIMIT",
    code: withQuery("const [result] = await db.query(`SELECT id FROM users ORDER BY id LIMIT ${state}`);", mysql),
    globals: {},
    packages: { "mysql2/promise": "mysql-on-sqlite.cjs" },
    data: secret,
    attack: { state: "(CASE WHEN (SELECT secret FROM vault) LIKE 's%' THEN 3 ELSE 0 END)" },
    honest: { state: "1" },
    ids: ["u1"],
  },
];

const onPostgres: readonly Case[] = [
  {
    title: "numbered placeholders",
    code: withQuery(
      "const { rows: result } = await db.query(`SELECT * FROM users WHERE state = '${state}' AND id = $1`, [id]);",
      pg,
    ),
    attack: { state: "' OR $1::text IS NOT NULL --", id: "u1" },
    honest: { state: "open", id: "u1" },
    ids: ["u1"],
  },
  {
    title: "a list of ids, in a helper's text",
    code: {
      "handler.js": `${pg}const usersSql = (ids) => \`SELECT * FROM users WHERE id IN ('\${ids.join("','")}')\`;

exports.handler = async (event) => {
  const ids = event.queryStringParameters.ids.split(",");
  const { rows } = await db.query(usersSql(ids));
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
    },
    attack: { ids: "x') OR ('1'='1" },
    honest: { ids: "u3,u1" },
    ids: ["u1", "u3"],
  },
  {
    title: "a statement that grows, values with numbers",
    code: withQuery(
      `let sql = "SELECT * FROM users WHERE state = '" + state + "'";
  if (name) sql += " AND name ILIKE '%" + name + "%'";
  const { rows: result } = await db.query(sql);`,
      pg,
    ),
    attack: { state: "' OR '1'='1" },
    honest: { state: "open", name: "ber" },
    ids: ["u2"],
  },
  {
    title: "a pattern, a number and a limit",
    code: withQuery(
      "const { rows: result } = await db.query(`SELECT * FROM users WHERE age >= ${id} AND name LIKE '%${name}%' LIMIT ${state}`);",
      pg,
    ),
    attack: { id: "0", name: "%' OR '1'='1", state: "3" },
    honest: { id: "30", name: "Bert", state: "5" },
    ids: ["u2"],
  },
];

/** Sorts by age if the secret begins with that letter: one letter of it with each request. */
const asksTheSecret = "(CASE WHEN (SELECT secret FROM vault) LIKE 's%' THEN age ELSE 0 END)";
const byAge = ["u3", "u1", "u2"];

const names: readonly (Case & { readonly engine: string })[] = [
  {
    engine: "PostgreSQL (PGlite)",
    title: "the column to sort by, quoted by the driver",
    code: withQuery("const { rows: result } = await db.query(`SELECT id, age FROM users ORDER BY ${sort}`);", pg),
    globals: {},
    packages: { pg: "pglite.cjs" },
    attack: { sort: asksTheSecret },
    honest: { sort: "age" },
    ids: byAge,
  },
  {
    engine: "SQLite",
    title: "the column to sort by, of those that are selected",
    code: withQuery(
      "const result = await db.prepare('SELECT id, age FROM users ORDER BY ' + sort).all();",
      betterSqlite,
    ),
    globals: {},
    packages: { "better-sqlite3": "better-sqlite3-on-sqlite.cjs" },
    attack: { sort: asksTheSecret },
    honest: { sort: "age" },
    ids: byAge,
  },
  {
    engine: "SQLite",
    title: "the direction of the order",
    code: withQuery("const [result] = await db.query(`SELECT id FROM users ORDER BY age ${dir}`);", mysql),
    globals: {},
    packages: { "mysql2/promise": "mysql-on-sqlite.cjs" },
    attack: { dir: "* (CASE WHEN (SELECT secret FROM vault) LIKE 's%' THEN -1 ELSE 1 END)" },
    honest: { dir: "desc" },
    ids: ["u2", "u1", "u3"],
  },
];

const inOrder = (outcome: Outcome): string =>
  Array.isArray(bodyOf(outcome)) ? (bodyOf(outcome) as { id: string }[]).map(({ id }) => id).join() : "";

const proofOf = (engine: string, one: Case): Proof => ({
  rule: one.rule ?? "injection/sql",
  title: one.title,
  engine,
  code: one.code,
  globals: one.globals,
  packages: one.packages,
  data: one.data ?? users,
  attack: {
    event: { queryStringParameters: one.attack },
    before: "every user comes back",
    after: "no user comes back",
    succeeds: isEveryone,
  },
  honest: {
    event: { queryStringParameters: one.honest },
    answer: "the one user asked for",
    isAnswered: answers(...one.ids),
  },
});

const proofOfName = ({ engine, ids, ...one }: (typeof names)[number]): Proof => ({
  ...proofOf(engine, { ...one, ids, rule: "injection/sql-identifier", data: secret }),
  attack: {
    event: { queryStringParameters: one.attack },
    before: "the order of the answer tells a letter of the secret",
    after: "the order tells nothing, or the statement is refused",
    succeeds: (outcome) => inOrder(outcome) === (one.attack["dir"] ? "u2,u1,u3" : byAge.join()),
  },
  honest: {
    event: { queryStringParameters: one.honest },
    answer: "the users in the order asked for",
    isAnswered: (outcome) => inOrder(outcome) === ids.join(),
  },
});

const dataApi: Proof = {
  ...proofOf("PostgreSQL (PGlite) behind the Data API", {
    rule: "injection/partiql",
    title: "SQL through the RDS Data API",
    code: {
      "handler.js": `const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");
const client = new RDSDataClient({});

exports.handler = async (event) => {
  const { name, age } = event.queryStringParameters;
  const { formattedRecords } = await client.send(
    new ExecuteStatementCommand({
      formatRecordsAs: "JSON",
      sql: \`SELECT * FROM users WHERE name = '\${name}' AND age > \${age}\`,
    }),
  );
  return { statusCode: 200, body: formattedRecords };
};`,
    },
    packages: { "@aws-sdk/client-rds-data": "rds-data-on-pglite.cjs" },
    attack: { name: `${everything}' --`, age: "1" },
    honest: { name: "Cleo", age: "20" },
    ids: ["u3"],
  }),
};

export default [
  ...onSqlite.map((one) => proofOf("SQLite", { globals: { db: "sqlite-db.cjs" }, ...one })),
  ...onPostgres.map((one) => proofOf("PostgreSQL (PGlite)", { packages: { pg: "pglite.cjs" }, ...one })),
  ...names.map(proofOfName),
  dataApi,
] satisfies readonly Proof[];
