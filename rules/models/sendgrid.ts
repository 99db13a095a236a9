import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "@sendgrid/mail",
  source: "https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/mail (November 2026)",
  facts: [
    {
      sink: "email",
      callees: ["send", "sendMultiple"].map((method) => `@sendgrid/mail.${method}`),
      takes: "whole",
      facts: { form: "whole" },
    },
  ],
} satisfies LibraryModel;
