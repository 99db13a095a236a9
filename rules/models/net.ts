import type { LibraryModel } from "../../engine/authoring.ts";

const callees = [
  ...["connect", "createConnection"].map((name) => `net.${name}`),
  "net.Socket.new().connect",
  "tls.connect",
];

export default {
  library: "net and tls",
  source:
    "https://nodejs.org/api/net.html#netconnect, https://nodejs.org/api/tls.html#tlsconnectoptions-callback (November 2026)",
  facts: [
    { sink: "url", callees, properties: ["host", "path"], facts: { is: "host" } },
    { sink: "url", callees, argument: 1, properties: ["host"], facts: { is: "host" } },
  ],
} satisfies LibraryModel;
