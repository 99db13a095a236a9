import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "phin",
  source: "https://www.npmjs.com/package/phin (November 2026)",
  facts: [{ sink: "url", callees: ["phin", "phin.p", "phin.promisified"], properties: ["url"] }],
} satisfies LibraryModel;
