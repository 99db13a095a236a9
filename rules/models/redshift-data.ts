import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "Redshift Data API",
  source: "https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("redshift-data", "ExecuteStatement"),
      properties: ["Sql"],
      facts: { placeholder: ":name", option: "Parameters", values: "redshift" },
    },
    {
      sink: "statement",
      callees: sdkOperation("redshift-data", "BatchExecuteStatement"),
      properties: ["Sqls"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
