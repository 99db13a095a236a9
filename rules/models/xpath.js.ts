import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "xpath.js",
  source: "https://github.com/yaronn/xpath.js (November 2026)",
  facts: [{ sink: "xpath", callees: ["xpath.js"], argument: 1 }],
} satisfies LibraryModel;
