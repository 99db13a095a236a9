import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "better-sqlite3",
  source: "https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["better-sqlite3"], ["prepare"]), facts: { placeholder: "?", values: "later" } },
    { sink: "sql", callees: methodsOf(["better-sqlite3"], ["exec", "pragma"]), facts: nowhere },
  ],
} satisfies LibraryModel;
