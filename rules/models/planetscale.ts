import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

export default {
  library: "@planetscale/database",
  source: "https://github.com/planetscale/database-js (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["@planetscale/database"], ["execute"]),
      facts: { placeholder: "?", quotes: "string" },
    },
    { pass: "text", callees: ["@planetscale/database.format"] },
  ],
} satisfies LibraryModel;
