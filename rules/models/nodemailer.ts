import type { LibraryModel } from "../../engine/authoring.ts";

const callees = ["nodemailer.createTransport().sendMail"];

export default {
  library: "nodemailer",
  source: "https://nodemailer.com/message/attachments, https://nodemailer.com/message/custom-source/ (November 2026)",
  facts: [
    { sink: "email", callees, properties: ["raw"], facts: { form: "raw" } },
    // `{ path: "/etc/passwd" }` in place of a text
    {
      sink: "email",
      callees,
      properties: ["text", "html", "amp", "watchHtml", "attachments"],
      takes: "object",
      facts: { form: "content" },
    },
    { sink: "path", callees, properties: ["attachments.*.path"] },
    { sink: "url", callees, properties: ["attachments.*.href"] },
  ],
} satisfies LibraryModel;
