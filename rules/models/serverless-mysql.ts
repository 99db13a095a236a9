import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";
import { mysqlQuery } from "./_sql-values.ts";

export default {
  library: "serverless-mysql",
  source: "https://github.com/jeremydaly/serverless-mysql (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(called("serverless-mysql"), ["query"]),
      properties: ["sql"],
      facts: { ...mysqlQuery, names: "" },
    },
  ],
} satisfies LibraryModel;
