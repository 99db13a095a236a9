import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "RDS Data API",
  source: "https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("rds-data", "ExecuteStatement"),
      properties: ["sql"],
      facts: { placeholder: ":name", option: "parameters", values: "rds" },
    },
    {
      sink: "statement",
      callees: sdkOperation("rds-data", "BatchExecuteStatement"),
      properties: ["sql"],
      facts: nowhere,
    },
    {
      sink: "statement",
      callees: sdkOperation("rds-data", "ExecuteSql"),
      properties: ["sqlStatements"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
