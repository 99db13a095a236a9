import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "CloudWatch Logs Insights",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("cloudwatch-logs", "StartQuery"),
      properties: ["queryString"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
