import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "kysely",
  source: "https://kysely-org.github.io/kysely-apidoc/interfaces/Sql.html (November 2026)",
  facts: [
    { sink: "sql", callees: ["kysely.sql.raw"], facts: nowhere },
    { sink: "sql", callees: ["kysely.CompiledQuery.raw"], facts: nowhere },
  ],
} satisfies LibraryModel;
