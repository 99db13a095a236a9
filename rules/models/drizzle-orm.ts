import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

const drivers = [
  ...["node-postgres", "postgres-js", "neon-http", "neon-serverless", "vercel-postgres", "pglite", "aws-data-api/pg"],
  ...["mysql2", "planetscale-serverless", "better-sqlite3", "libsql", "sql-js"],
].map((name) => `drizzle-orm/${name}`);

export default {
  library: "drizzle-orm",
  source: "https://orm.drizzle.team/docs/sql (November 2026)",
  facts: [
    { sink: "sql", callees: ["drizzle-orm.sql.raw"], facts: nowhere },
    { sink: "sql", callees: methodsOf(drivers, ["execute", "all", "get", "run", "values"]), facts: nowhere },
  ],
} satisfies LibraryModel;
