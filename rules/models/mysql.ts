import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { mysqlQuery } from "./_sql-values.ts";

export default {
  library: "mysql",
  source: "https://github.com/mysqljs/mysql (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["mysql"], ["query"]), properties: ["sql"], facts: mysqlQuery },
    { pass: "text", callees: methodsOf(["mysql"], ["format"]) },
  ],
} satisfies LibraryModel;
