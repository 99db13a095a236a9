import type { Models } from "../../engine/authoring.ts";

/** A statement of SQL, by its verb and what must follow it. `\0` stands where the code puts something in. */
const sqlText = /\b(?:select\b[\s\S]{0,400}?\bfrom|insert\s+into|replace\s+into|update\b[\s\S]{0,200}?\bset|delete\s+from|merge\s+into|alter\s+table|drop\s+table|create\s+table|exec(?:ute)?\s)\b/i;

/** Clients by package; `?` and `$1` are their placeholders. Source: each package's README (August 2026). */
export const sqlSinks: Models["sinks"] = [
  {
    kind: "sql",
    callees: ["mysql", "mysql2", "mysql2/promise", "mariadb", "serverless-mysql", "promise-mysql"].flatMap((name) => [`${name}.**.query`, `${name}.**.execute`]),
    argument: 0,
    properties: ["sql"],
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: ["pg.**.query", "@neondatabase/serverless.**.query", "@vercel/postgres.**.query", "pg-pool.**.query", "@electric-sql/pglite.**.query"],
    argument: 0,
    properties: ["text"],
    facts: { placeholder: "$1" },
  },
  { kind: "sql", callees: ["any", "one", "none", "many", "oneOrNone", "manyOrNone", "query", "result"].map((name) => `pg-promise.**.${name}`), argument: 0, facts: { placeholder: "$1" } },
  { kind: "sql", callees: ["better-sqlite3.**.prepare", "better-sqlite3.**.exec", "sqlite.**.prepare", "sqlite.**.exec"], argument: 0, facts: { placeholder: "?", values: "later" } },
  { kind: "sql", callees: ["run", "get", "all", "each", "exec"].map((name) => `sqlite3.**.${name}`), argument: 0, facts: { placeholder: "?" } },
  { kind: "sql", callees: ["sql.js.**.exec", "sql.js.**.run"], argument: 0, facts: { placeholder: "?" } },
  { kind: "sql", callees: ["knex.**.raw", "knex.**.whereRaw", "knex.**.orderByRaw", "knex.**.havingRaw", "knex.**.joinRaw"], argument: 0, facts: { placeholder: "?" } },
  { kind: "sql", callees: ["**.$queryRawUnsafe", "**.$executeRawUnsafe"], methods: ["$queryRawUnsafe", "$executeRawUnsafe"], looksLike: /[\s\S]/, argument: 0, facts: { placeholder: "$1", values: "spread" } },
  // a client nothing is known of: the method's name and the look of the text must both fit
  { kind: "sql", callees: [], methods: ["query", "execute", "run", "all", "get", "each", "raw"], looksLike: sqlText, argument: 0, facts: { placeholder: "?" } },
  { kind: "sql", callees: [], methods: ["prepare", "exec"], looksLike: sqlText, argument: 0, facts: { placeholder: "?", values: "later" } },
];
