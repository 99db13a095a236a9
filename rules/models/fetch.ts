import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "fetch",
  source: "https://nodejs.org/api/globals.html#fetch (November 2026)",
  facts: [
    { sink: "url", callees: ["fetch", "globalThis.fetch"] },
    { pass: "same", callees: ["Request.new"] },
  ],
} satisfies LibraryModel;
