import type { Models } from "../../engine/authoring.ts";

/** A statement of SQL, by its verb and what must follow it. `\0` stands where the code puts something in. */
const sqlText =
  /\b(?:select\b[\s\S]{0,400}?\bfrom|insert\s+into|replace\s+into|update\b[\s\S]{0,200}?\bset|delete\s+from|merge\s+into|alter\s+table|drop\s+table|create\s+table|exec(?:ute)?\s)\b/i;

/** The methods of what packages give out, at any depth: of the module, of what calling it makes, of an instance. */
const methodsOf = (packages: readonly string[], methods: readonly string[]): readonly string[] =>
  packages.flatMap((name) => methods.map((method) => `${name}.**.${method}`));

/** A package whose export is called for a client, maybe twice: `require("pg-promise")()(url)`. */
const called = (name: string): readonly string[] => [name, `${name}()`, `${name}()()`];

/**
 * Clients by package. `placeholder`: how a value is marked. `values`: where the values go, if not into a list behind the text: `later`,
 * to the call that runs the statement; `tag`, into the template of the same method without `Unsafe`; `none`, nowhere in this form.
 * Source: each package's README (August 2026).
 */
export const sqlSinks: Models["sinks"] = [
  {
    kind: "sql",
    callees: methodsOf(
      ["mysql", "mysql2", "mysql2/promise", "mariadb", "promise-mysql", ...called("serverless-mysql")],
      ["query", "execute"],
    ),
    argument: 0,
    properties: ["sql"],
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: methodsOf(
      ["pg", "pg-pool", "@neondatabase/serverless", "@vercel/postgres", "@electric-sql/pglite", "slonik"],
      ["query"],
    ),
    argument: 0,
    properties: ["text"],
    facts: { placeholder: "$1" },
  },
  {
    kind: "sql",
    callees: methodsOf(called("pg-promise"), [
      "any",
      "one",
      "none",
      "many",
      "oneOrNone",
      "manyOrNone",
      "query",
      "result",
      "multi",
    ]),
    argument: 0,
    facts: { placeholder: "$1" },
  },
  { kind: "sql", callees: methodsOf(called("postgres"), ["unsafe"]), argument: 0, facts: { placeholder: "$1" } },
  {
    kind: "sql",
    callees: methodsOf(["better-sqlite3", "sqlite"], ["prepare"]),
    argument: 0,
    facts: { placeholder: "?", values: "later" },
  },
  {
    kind: "sql",
    callees: methodsOf(["better-sqlite3", "sqlite", "sqlite3", "mssql", "tedious"], ["exec", "batch"]),
    argument: 0,
    facts: { values: "none" },
  },
  {
    kind: "sql",
    callees: methodsOf(["sqlite3"], ["run", "get", "all", "each"]),
    argument: 0,
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: methodsOf(["sql.js", ...called("sql.js")], ["exec", "run"]),
    argument: 0,
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: methodsOf(called("knex"), [
      "raw",
      "whereRaw",
      "orWhereRaw",
      "andWhereRaw",
      "havingRaw",
      "joinRaw",
      "fromRaw",
    ]),
    argument: 0,
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: methodsOf(called("knex"), ["orderByRaw", "groupByRaw"]),
    argument: 0,
    facts: { values: "none" },
  },
  { kind: "sql", callees: methodsOf(["@planetscale/database"], ["execute"]), argument: 0, facts: { placeholder: "?" } },
  // values by name, through calls or options of their own
  {
    kind: "sql",
    callees: [
      ...methodsOf(["mssql", "sequelize", "typeorm", "oracledb"], ["query", "execute"]),
      ...methodsOf(["sequelize"], ["literal"]),
      ...methodsOf(["drizzle-orm", "@prisma/client"], ["raw"]),
    ],
    argument: 0,
    facts: { values: "none" },
  },
  {
    kind: "sql",
    callees: methodsOf(["@prisma/client"], ["$queryRawUnsafe", "$executeRawUnsafe"]),
    methods: ["$queryRawUnsafe", "$executeRawUnsafe"],
    looksLike: /[\s\S]/,
    argument: 0,
    facts: { placeholder: "$1", values: "tag" },
  },
  // AWS services that run SQL
  ...(
    [
      ["rds-data", ["ExecuteStatement", "BatchExecuteStatement"], "sql"],
      ["redshift-data", ["ExecuteStatement"], "Sql"],
      ["athena", ["StartQueryExecution"], "QueryString"],
      ["timestream-query", ["Query"], "QueryString"],
      ["dynamodb", ["ExecuteStatement"], "Statement"],
    ] as const
  ).map(([service, operations, property]) => ({
    kind: "sql",
    callees: operations.flatMap((name) => [
      `@aws-sdk/client-${service}.${name}Command.new`,
      `@aws-sdk/client-${service}.*.new().${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    ]),
    argument: 0,
    properties: [property],
    facts: { values: "none" },
  })),
  // a client nothing is known of: the method's name and the look of the text must both fit
  {
    kind: "sql",
    callees: [],
    methods: ["query", "execute", "run", "all", "get", "each", "raw"],
    looksLike: sqlText,
    argument: 0,
    properties: ["sql", "text"],
    facts: { placeholder: "?" },
  },
  {
    kind: "sql",
    callees: [],
    methods: ["prepare"],
    looksLike: sqlText,
    argument: 0,
    facts: { placeholder: "?", values: "later" },
  },
  { kind: "sql", callees: [], methods: ["exec"], looksLike: sqlText, argument: 0, facts: { values: "none" } },
];
