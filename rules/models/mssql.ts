import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "mssql",
  source: "https://github.com/tediousjs/node-mssql (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["mssql", "mssql/msnodesqlv8"], ["query"]),
      facts: { placeholder: "@name", values: "input" },
    },
    { sink: "sql", callees: methodsOf(["mssql", "mssql/msnodesqlv8"], ["batch", "prepare"]), facts: nowhere },
  ],
} satisfies LibraryModel;
