import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "escape-string-regexp",
  source: "https://github.com/sindresorhus/escape-string-regexp (November 2026)",
  facts: [
    { barrier: "result", callees: ["escape-string-regexp", "escape-string-regexp.default"], protects: ["regex"] },
  ],
} satisfies LibraryModel;
