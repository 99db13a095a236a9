import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "oracledb",
  source: "https://node-oracledb.readthedocs.io/en/latest/user_guide/bind.html (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["oracledb"], ["execute", "queryStream"]), facts: { placeholder: ":1" } },
    { sink: "sql", callees: methodsOf(["oracledb"], ["executeMany"]), facts: nowhere },
  ],
} satisfies LibraryModel;
