import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "tedious",
  source: "https://tediousjs.github.io/tedious/api-request.html (November 2026)",
  facts: [{ sink: "sql", callees: ["tedious.Request.new"], facts: nowhere }],
} satisfies LibraryModel;
