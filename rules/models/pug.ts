import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "pug",
  source: "https://pugjs.org/api/reference.html (November 2026)",
  facts: [{ sink: "template", callees: ["render", "compile", "compileClient"].map((name) => `pug.${name}`) }],
} satisfies LibraryModel;
