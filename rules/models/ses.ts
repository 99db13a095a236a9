import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";

export default {
  library: "Amazon SES",
  source: "https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html (November 2026)",
  facts: [
    {
      sink: "email",
      callees: sdkOperation("ses", "SendRawEmail"),
      properties: ["RawMessage.Data"],
      facts: { form: "raw" },
    },
    {
      sink: "email",
      callees: sdkOperation("sesv2", "SendEmail"),
      properties: ["Content.Raw.Data"],
      facts: { form: "raw" },
    },
  ],
} satisfies LibraryModel;
