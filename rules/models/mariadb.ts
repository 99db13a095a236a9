import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { mysqlExecute, nowhere } from "./_sql-values.ts";

const packages = ["mariadb", "mariadb/callback"];

export default {
  library: "mariadb",
  source:
    "https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(packages, ["query", "execute", "prepare", "queryStream"]),
      properties: ["sql"],
      facts: { ...mysqlExecute, option: "" },
    },
    // the values of a batch are lists of lists
    { sink: "sql", callees: methodsOf(packages, ["batch"]), properties: ["sql"], facts: nowhere },
  ],
} satisfies LibraryModel;
