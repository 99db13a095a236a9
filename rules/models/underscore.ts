import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "underscore",
  source: "https://underscorejs.org/#template (November 2026)",
  facts: [{ sink: "template", callees: ["underscore.template"] }],
} satisfies LibraryModel;
