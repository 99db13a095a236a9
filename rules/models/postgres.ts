import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";

export default {
  library: "postgres",
  source: "https://github.com/porsager/postgres (November 2026)",
  facts: [
    // the tag itself binds what it finds
    { sink: "sql", callees: methodsOf(called("postgres"), ["unsafe"]), facts: { placeholder: "$1" } },
  ],
} satisfies LibraryModel;
