import type { LibraryModel } from "../../engine/authoring.ts";

/** What writes the characters that mean something in HTML in another way. */
export default {
  library: "escapes of HTML",
  source:
    "https://www.npmjs.com/package/escape-html, https://www.npmjs.com/package/he, https://www.npmjs.com/package/html-entities, https://lodash.com/docs/#escape (November 2026)",
  facts: [
    {
      barrier: "result",
      callees: [
        ...["escape-html", "escape-html.default", "he.encode", "he.escape", "he.default.encode", "he.default.escape"],
        ...["html-entities.encode", "html-escaper.escape", "lodash.escape", "lodash/escape", "lodash-es.escape"],
        ...[
          "underscore.escape",
          "validator.escape",
          "validator.default.escape",
          "entities.escapeUTF8",
          "entities.encodeXML",
        ],
      ],
      protects: ["html", "xml"],
    },
  ],
} satisfies LibraryModel;
