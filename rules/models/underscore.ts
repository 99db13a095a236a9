import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "underscore",
  source: "https://underscorejs.org/#template and #get (November 2026)",
  facts: [
    { sink: "template", callees: ["underscore.template"] },
    { pass: "part", callees: ["underscore.get"] },
  ],
} satisfies LibraryModel;
