import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "undici",
  source: "https://undici.nodejs.org/ (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["request", "fetch", "stream", "pipeline", "connect", "upgrade"].map((name) => `undici.${name}`),
      properties: ["origin"],
    },
    {
      sink: "url",
      callees: ["Client", "Pool", "BalancedPool", "WebSocket", "EventSource"].map((name) => `undici.${name}.new`),
    },
  ],
} satisfies LibraryModel;
