import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";

export default {
  library: "data-api-client",
  source: "https://www.npmjs.com/package/data-api-client (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(called("data-api-client"), ["query"]),
      properties: ["sql"],
      facts: { placeholder: ":name", values: "named", option: "parameters" },
    },
  ],
} satisfies LibraryModel;
