import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "Timestream",
  source: "https://docs.aws.amazon.com/timestream/latest/developerguide/API_query_Query.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("timestream-query", "Query"),
      properties: ["QueryString"],
      facts: nowhere,
    },
    {
      sink: "statement",
      callees: sdkOperation("timestream-query", "PrepareQuery"),
      properties: ["QueryString"],
      facts: nowhere,
    },
    {
      sink: "statement",
      callees: sdkOperation("timestream-query", "CreateScheduledQuery"),
      properties: ["QueryString"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
