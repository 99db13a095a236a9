import type { LibraryModel } from "../../engine/authoring.ts";

/** What takes the scripts out of HTML and leaves the rest. */
export default {
  library: "sanitizers of HTML",
  source:
    "https://github.com/cure53/DOMPurify, https://www.npmjs.com/package/sanitize-html, https://www.npmjs.com/package/xss (November 2026)",
  facts: [
    {
      barrier: "result",
      callees: [
        ...["dompurify.**.sanitize", "dompurify().sanitize", "isomorphic-dompurify.**.sanitize"],
        ...["sanitize-html", "sanitize-html.default", "xss", "xss.default", "xss.filterXSS", "xss.**.process"],
      ],
      protects: ["html"],
    },
  ],
} satisfies LibraryModel;
