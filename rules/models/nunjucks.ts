import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "nunjucks",
  source: "https://mozilla.github.io/nunjucks/api.html: user-defined templates are not sandboxed (November 2026)",
  facts: [{ sink: "template", callees: ["nunjucks.**.renderString", "nunjucks.compile", "nunjucks.Template.new"] }],
} satisfies LibraryModel;
