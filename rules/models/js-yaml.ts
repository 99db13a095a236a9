import type { LibraryModel } from "../../engine/authoring.ts";

/** Since version 4 `load` knows no types of JavaScript any more. */
export default {
  library: "js-yaml",
  source: "https://github.com/nodeca/js-yaml/blob/master/docs/migrate_v3_to_v4.md (November 2026)",
  facts: [
    { sink: "yaml", callees: ["js-yaml.load", "js-yaml.loadAll"], facts: { mended: "4.0.0" } },
    { pass: "data", callees: ["js-yaml.load", "js-yaml.safeLoad"] },
  ],
} satisfies LibraryModel;
