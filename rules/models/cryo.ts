import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "cryo",
  source: "https://github.com/hunterloftis/cryo: functions are made of text (November 2026)",
  facts: [{ sink: "deserialize", callees: ["cryo.parse"] }],
} satisfies LibraryModel;
