import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "jsdom",
  source: "https://github.com/jsdom/jsdom#fromurl (November 2026)",
  facts: [{ sink: "url", callees: ["jsdom.JSDOM.fromURL"] }],
} satisfies LibraryModel;
