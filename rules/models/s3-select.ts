import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "S3 Select",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("s3", "SelectObjectContent"),
      properties: ["Expression"],
      facts: nowhere,
    },
  ],
} satisfies LibraryModel;
