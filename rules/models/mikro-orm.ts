import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const packages = [
  "core",
  "knex",
  "sql",
  "mysql",
  "mariadb",
  "postgresql",
  "sqlite",
  "better-sqlite",
  "libsql",
  "mssql",
].map((name) => `@mikro-orm/${name}`);

export default {
  library: "mikro-orm",
  source: "https://mikro-orm.io/docs/raw-queries (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(packages, ["execute"]), facts: { placeholder: "?" } },
    { sink: "sql", callees: packages.map((name) => `${name}.raw`), facts: { placeholder: "?" } },
  ],
} satisfies LibraryModel;
