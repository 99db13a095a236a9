import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "xpath",
  source: "https://github.com/goto100/xpath/blob/master/docs/xpath%20methods.md (November 2026)",
  facts: [
    {
      sink: "xpath",
      callees: ["select", "select1", "evaluate"].map((name) => `xpath.${name}`),
      facts: { is: "select" },
    },
    { sink: "xpath", callees: ["xpath.useNamespaces()"] },
    { sink: "xpath", callees: ["xpath.parse"] },
  ],
} satisfies LibraryModel;
