import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "cassandra-driver",
  source: "https://github.com/datastax/nodejs-driver/tree/master/doc/features/parameterized-queries (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["cassandra-driver"], ["execute", "eachRow", "stream"]),
      facts: { placeholder: "?" },
    },
    { sink: "sql", callees: methodsOf(["cassandra-driver"], ["batch"]), properties: ["*.query"], facts: nowhere },
  ],
} satisfies LibraryModel;
