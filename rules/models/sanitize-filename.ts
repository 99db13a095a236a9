import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "sanitize-filename",
  source: "https://www.npmjs.com/package/sanitize-filename (November 2026)",
  facts: [{ barrier: "result", callees: ["sanitize-filename"], protects: ["path", "s3-key", "header", "log"] }],
} satisfies LibraryModel;
