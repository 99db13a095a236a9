import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "set-value",
  source: "https://github.com/advisories/GHSA-4g88-fppr-53pp: mended in 2.0.1 and 3.0.1 (November 2026)",
  facts: [{ sink: "proto", callees: ["set-value"], argument: 1, facts: { mended: "2.0.1 3.0.1" } }],
} satisfies LibraryModel;
