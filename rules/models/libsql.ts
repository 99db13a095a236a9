import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

const packages = ["@libsql/client", "@libsql/client/web", "@libsql/client/http"];

export default {
  library: "@libsql/client",
  source: "https://docs.turso.tech/sdk/ts/reference (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(packages, ["execute"]),
      properties: ["sql"],
      facts: { placeholder: "?", option: "args" },
    },
    { sink: "sql", callees: methodsOf(packages, ["batch", "migrate"]), properties: ["*.sql"], facts: nowhere },
    { sink: "sql", callees: methodsOf(packages, ["executeMultiple"]), facts: nowhere },
    { sink: "sql", callees: methodsOf(["libsql"], ["prepare"]), facts: { placeholder: "?", values: "later" } },
    { sink: "sql", callees: methodsOf(["libsql"], ["exec"]), facts: nowhere },
  ],
} satisfies LibraryModel;
