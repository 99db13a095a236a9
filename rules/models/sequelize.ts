import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "sequelize",
  source: "https://sequelize.org/docs/v6/core-concepts/raw-queries/ (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["sequelize"], ["query"]),
      properties: ["query"],
      facts: { placeholder: ":name", values: "replacements" },
    },
    { sink: "sql", callees: methodsOf(["sequelize"], ["literal"]), facts: nowhere },
  ],
} satisfies LibraryModel;
