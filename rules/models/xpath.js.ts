import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "xpath.js",
  source: "https://libraries.io/npm/xpath.js (November 2026)",
  facts: [{ sink: "xpath", callees: ["xpath.js"], argument: 1 }],
} satisfies LibraryModel;
