import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "node:timers/promises",
  source: "https://nodejs.org/api/timers.html (November 2026)",
  facts: [
    { pass: "same", callees: ["timers/promises.setTimeout"], from: 1 },
    { pass: "same", callees: ["timers/promises.setImmediate"] },
  ],
} satisfies LibraryModel;
