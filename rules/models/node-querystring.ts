import type { LibraryModel } from "../../engine/authoring.ts";

/** What is parsed holds texts and lists of texts, never objects. */
export default {
  library: "node:querystring",
  source: "https://nodejs.org/api/querystring.html (November 2026)",
  facts: [
    { pass: "text", callees: ["querystring.parse", "querystring.decode"] },
    { pass: "text", callees: ["querystring.unescape"] },
    { pass: "text", callees: ["querystring.encode"] },
  ],
} satisfies LibraryModel;
