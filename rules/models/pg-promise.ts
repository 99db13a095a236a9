import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";
import { numbered } from "./_sql-values.ts";

const methods = [
  "any",
  "one",
  "none",
  "many",
  "oneOrNone",
  "manyOrNone",
  "query",
  "result",
  "multi",
  "multiResult",
  "map",
  "each",
];

export default {
  library: "pg-promise",
  source: "https://vitaly-t.github.io/pg-promise/Database.html (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(called("pg-promise"), methods), properties: ["text"], facts: numbered },
    {
      sink: "sql",
      callees: methodsOf(called("pg-promise"), ["ParameterizedQuery.new", "PreparedStatement.new"]),
      properties: ["text"],
      facts: numbered,
    },
    { pass: "text", callees: methodsOf(called("pg-promise"), ["as.format"]) },
  ],
} satisfies LibraryModel;
