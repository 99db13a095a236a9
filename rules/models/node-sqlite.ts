import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "node:sqlite",
  source: "https://nodejs.org/api/sqlite.html (November 2026)",
  facts: [
    { sink: "sql", callees: ["sqlite.DatabaseSync.new().prepare"], facts: { placeholder: "?", values: "later" } },
    { sink: "sql", callees: ["sqlite.DatabaseSync.new().exec"], facts: nowhere },
  ],
} satisfies LibraryModel;
