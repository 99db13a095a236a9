import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "cassandra-driver",
  source: "https://docs.datastax.com/en/developer/nodejs-driver/4.8/api/class.Client (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["cassandra-driver"], ["execute", "eachRow", "stream"]),
      facts: { placeholder: "?" },
    },
    { sink: "sql", callees: methodsOf(["cassandra-driver"], ["batch"]), properties: ["*.query"], facts: nowhere },
  ],
} satisfies LibraryModel;
