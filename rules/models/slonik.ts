import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "slonik",
  source: "https://github.com/gajus/slonik (November 2026)",
  facts: [{ sink: "sql", callees: ["slonik-sql-tag-raw.raw", "slonik-sql-tag-raw.sql.raw"], facts: nowhere }],
} satisfies LibraryModel;
