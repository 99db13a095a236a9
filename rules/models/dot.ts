import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "dot",
  source: "https://olado.github.io/doT/ (November 2026)",
  facts: [{ sink: "template", callees: ["dot.template", "dot.compile"] }],
} satisfies LibraryModel;
