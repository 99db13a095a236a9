import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "node-fetch",
  source: "https://www.npmjs.com/package/node-fetch, https://www.npmjs.com/package/cross-fetch (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["node-fetch", "node-fetch.default", "cross-fetch", "cross-fetch.fetch", "isomorphic-fetch"],
    },
  ],
} satisfies LibraryModel;
