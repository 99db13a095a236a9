import type { LibraryModel } from "../../engine/authoring.ts";

/** Its context can be left in every version. */
export default {
  library: "safe-eval",
  source: "https://github.com/hacksparrow/safe-eval, CVE-2022-25904 (November 2026)",
  facts: [{ sink: "code", callees: ["safe-eval"] }],
} satisfies LibraryModel;
