import type { LibraryModel } from "../../engine/authoring.ts";

const packages = ["request", "request-promise", "request-promise-native"];

export default {
  library: "request",
  source: "https://github.com/request/request#requestoptions-callback (November 2026)",
  facts: [
    {
      sink: "url",
      callees: packages.flatMap((name) => [
        name,
        ...["get", "post", "put", "patch", "del", "delete", "head"].map((method) => `${name}.${method}`),
      ]),
      properties: ["url", "uri", "baseUrl"],
    },
  ],
} satisfies LibraryModel;
