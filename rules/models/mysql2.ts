import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { mysqlExecute, mysqlQuery } from "./_sql-values.ts";

const packages = ["mysql2", "mysql2/promise"];

export default {
  library: "mysql2",
  source: "https://sidorares.github.io/node-mysql2/docs (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(packages, ["query"]), properties: ["sql"], facts: mysqlQuery },
    { sink: "sql", callees: methodsOf(packages, ["execute", "prepare"]), properties: ["sql"], facts: mysqlExecute },
    { pass: "text", callees: methodsOf(packages, ["format"]) },
  ],
} satisfies LibraryModel;
