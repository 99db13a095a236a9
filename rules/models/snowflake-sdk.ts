import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

export default {
  library: "snowflake-sdk",
  source: "https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-execute (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["snowflake-sdk"], ["execute"]),
      properties: ["sqlText"],
      facts: { placeholder: "?", option: "binds" },
    },
  ],
} satisfies LibraryModel;
