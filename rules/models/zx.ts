import type { LibraryModel } from "../../engine/authoring.ts";

/** Its tag quotes what is put in by itself. */
export default {
  library: "zx",
  source: "https://google.github.io/zx/quotes and https://google.github.io/zx/api (November 2026)",
  facts: [{ barrier: "result", callees: ["zx.quote", "zx.quotePowerShell"], protects: ["command"] }],
} satisfies LibraryModel;
