import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "handlebars",
  source: "https://handlebarsjs.com/api-reference/compilation.html (November 2026)",
  facts: [{ sink: "template", callees: ["handlebars.**.compile", "handlebars.**.precompile"] }],
} satisfies LibraryModel;
