import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "serialize-to-js",
  source: "https://github.com/commenthol/serialize-to-js: deserialize runs what it is given (November 2026)",
  facts: [{ sink: "deserialize", callees: ["serialize-to-js.deserialize"] }],
} satisfies LibraryModel;
