import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

const neoMethods = [
  "run",
  "runAndRead",
  "runAndReadAll",
  "runAndReadUntil",
  "stream",
  "streamAndRead",
  "streamAndReadAll",
];

/** Of databases and connections, not of prepared statements, whose methods of the same names take values only. */
const ofDatabase = (methods: readonly string[]): readonly string[] =>
  ["duckdb.Database.new()", "duckdb.Database.new().connect()", "duckdb-async.Database.create()"].flatMap((database) =>
    methods.map((method) => `${database}.${method}`),
  );

export default {
  library: "duckdb",
  source: "https://duckdb.org/docs/stable/clients/node_neo/overview (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["@duckdb/node-api"], neoMethods), facts: { placeholder: "$1" } },
    { sink: "sql", callees: methodsOf(["@duckdb/node-api"], ["prepare", "extractStatements"]), facts: nowhere },
    { sink: "sql", callees: ofDatabase(["all", "run", "each", "stream"]), facts: { placeholder: "?", values: "rest" } },
    { sink: "sql", callees: ofDatabase(["exec", "prepare"]), facts: nowhere },
  ],
} satisfies LibraryModel;
