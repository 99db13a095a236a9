import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { mysqlQuery } from "./_sql-values.ts";

export default {
  library: "promise-mysql",
  source: "https://github.com/CodeFoodPixels/node-promise-mysql (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["promise-mysql"], ["query", "queryStream"]),
      properties: ["sql"],
      facts: mysqlQuery,
    },
    { pass: "text", callees: methodsOf(["promise-mysql"], ["format"]) },
  ],
} satisfies LibraryModel;
