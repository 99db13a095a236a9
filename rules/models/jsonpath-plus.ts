import type { LibraryModel } from "../../engine/authoring.ts";

/** Filters of a path are JavaScript. */
export default {
  library: "jsonpath-plus",
  source: "https://nvd.nist.gov/vuln/detail/CVE-2025-1302, mended in 10.3.0 (November 2026)",
  facts: [
    {
      sink: "code",
      callees: ["jsonpath-plus.JSONPath", "jsonpath-plus.JSONPath.new"],
      properties: ["path"],
      facts: { mended: "10.3.0" },
    },
  ],
} satisfies LibraryModel;
