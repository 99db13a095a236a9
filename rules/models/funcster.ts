import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "funcster",
  source: "https://github.com/jeffomatic/funcster: functions are made of text (November 2026)",
  facts: [{ sink: "deserialize", callees: ["funcster.deepDeserialize", "funcster.deserialize"] }],
} satisfies LibraryModel;
