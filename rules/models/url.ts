import type { LibraryModel } from "../../engine/authoring.ts";

/** Older functions of addresses. */
export default {
  library: "url",
  source: "https://nodejs.org/api/url.html (November 2026)",
  facts: [
    { pass: "text", callees: ["url.parse", "url.format", "url.fileURLToPath", "url.pathToFileURL"] },
    { pass: "text", callees: ["url.resolve"], from: "all" },
  ],
} satisfies LibraryModel;
