import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { numbered } from "./_sql-values.ts";

export default {
  library: "@vercel/postgres",
  source: "https://vercel.com/docs/storage/vercel-postgres/sdk (November 2026)",
  facts: [{ sink: "sql", callees: methodsOf(["@vercel/postgres"], ["query"]), properties: ["text"], facts: numbered }],
} satisfies LibraryModel;
