import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "Athena",
  source: "https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("athena", "StartQueryExecution"),
      properties: ["QueryString"],
      facts: { placeholder: "?", option: "ExecutionParameters", values: "athena" },
    },
    {
      sink: "statement",
      callees: sdkOperation("athena", "CreatePreparedStatement"),
      properties: ["QueryStatement"],
      facts: nowhere,
    },
    {
      sink: "statement",
      callees: sdkOperation("athena", "CreateNamedQuery"),
      properties: ["QueryString"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
