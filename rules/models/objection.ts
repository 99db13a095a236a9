import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "objection",
  source: "https://vincit.github.io/objection.js/recipes/raw-queries.html (November 2026)",
  facts: [{ sink: "sql", callees: ["objection.raw"], facts: { placeholder: "?", values: "rest", names: "??" } }],
} satisfies LibraryModel;
