import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "@electric-sql/pglite",
  source: "https://pglite.dev/docs/api (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["@electric-sql/pglite"], ["query"]), facts: { placeholder: "$1" } },
    { sink: "sql", callees: methodsOf(["@electric-sql/pglite"], ["exec"]), facts: nowhere },
  ],
} satisfies LibraryModel;
