import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "shell-quote",
  source: "https://github.com/ljharb/shell-quote (November 2026)",
  facts: [{ barrier: "result", callees: ["shell-quote.quote"], protects: ["command"] }],
} satisfies LibraryModel;
