import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "sqlite",
  source: "https://github.com/kriasoft/node-sqlite (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: ["run", "get", "all", "each", "prepare"].map((method) => `sqlite.open().${method}`),
      properties: ["sql"],
      facts: { placeholder: "?" },
    },
    { sink: "sql", callees: ["sqlite.open().exec"], facts: nowhere },
  ],
} satisfies LibraryModel;
