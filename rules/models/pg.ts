import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { numbered } from "./_sql-values.ts";

export default {
  library: "pg",
  source: "https://node-postgres.com/apis/client (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["pg", "pg-pool"], ["query"]),
      properties: ["text"],
      facts: { ...numbered, names: "pg.escapeIdentifier" },
    },
    {
      sink: "sql",
      callees: ["pg-cursor.new", "pg-query-stream.new", "pg.Query.new"],
      properties: ["text"],
      facts: numbered,
    },
  ],
} satisfies LibraryModel;
