import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

/** Not of prepared statements, whose methods of the same names take values only. */
const ofDatabase = (methods: readonly string[]): readonly string[] =>
  methods.map((method) => `sqlite3.**.Database.new().${method}`);

export default {
  library: "sqlite3",
  source: "https://github.com/TryGhost/node-sqlite3/wiki/API (November 2026)",
  facts: [
    { sink: "sql", callees: ofDatabase(["run", "get", "all", "each", "prepare"]), facts: { placeholder: "?" } },
    { sink: "sql", callees: ofDatabase(["exec"]), facts: nowhere },
  ],
} satisfies LibraryModel;
