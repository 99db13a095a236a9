import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

const packages = ["@clickhouse/client", "@clickhouse/client-web"];

export default {
  library: "@clickhouse/client",
  source: "https://clickhouse.com/docs/integrations/javascript (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(packages, ["query", "command", "exec"]),
      properties: ["query"],
      facts: { placeholder: "{name:String}", option: "query_params", values: "named" },
    },
    { sink: "sql", callees: methodsOf(["clickhouse"], ["query"]), facts: nowhere },
  ],
} satisfies LibraryModel;
