import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "ejs",
  source: "https://github.com/mde/ejs/blob/main/SECURITY.md (November 2026)",
  facts: [{ sink: "template", callees: ["ejs.render", "ejs.compile"] }],
} satisfies LibraryModel;
