import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere, numbered } from "./_sql-values.ts";

export default {
  library: "@neondatabase/serverless",
  source: "https://neon.com/docs/serverless/serverless-driver (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["@neondatabase/serverless"], ["query"]), properties: ["text"], facts: numbered },
    // before version 1 the tag was called as a function too
    { sink: "sql", callees: ["@neondatabase/serverless.neon()"], facts: { placeholder: "$1" } },
    { sink: "sql", callees: ["@neondatabase/serverless.neon().unsafe"], facts: nowhere },
  ],
} satisfies LibraryModel;
