import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "sqlstring",
  source: "https://github.com/mysqljs/sqlstring (November 2026)",
  facts: [{ pass: "text", callees: ["sqlstring.format"] }],
} satisfies LibraryModel;
