import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "pg-format",
  source: "https://github.com/datalanche/node-pg-format (November 2026)",
  facts: [
    // what the directives put in is quoted, but for `%s`, which is not told apart
    { pass: "text", callees: ["pg-format", "pg-format.withArray"] },
  ],
} satisfies LibraryModel;
