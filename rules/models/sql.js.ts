import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "sql.js",
  source: "https://sql.js.org/documentation/Database.html (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: ["exec", "run", "each", "prepare"].map((method) => `sql.js().Database.new().${method}`),
      facts: { placeholder: "?" },
    },
  ],
} satisfies LibraryModel;
