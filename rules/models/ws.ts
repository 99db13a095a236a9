import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "ws",
  source: "https://github.com/websockets/ws/blob/master/doc/ws.md (November 2026)",
  facts: [{ sink: "url", callees: ["ws.new", "ws.WebSocket.new", "ws.default.new"] }],
} satisfies LibraryModel;
