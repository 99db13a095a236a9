import type { LibraryModel } from "../../engine/authoring.ts";

const methods = ["query", "paths", "nodes", "value", "apply"];

/** Filters and scripts of a path are JavaScript. */
export default {
  library: "jsonpath",
  source: "https://nvd.nist.gov/vuln/detail/CVE-2026-1615, mended in 1.3.0 (November 2026)",
  facts: [
    { sink: "code", callees: methods.map((name) => `jsonpath.${name}`), argument: 1, facts: { mended: "1.3.0" } },
  ],
} satisfies LibraryModel;
