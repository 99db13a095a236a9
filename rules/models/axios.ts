import type { LibraryModel } from "../../engine/authoring.ts";

const clients = ["axios", "axios.default", "axios.create()", "axios.default.create()"];
const of = (...methods: readonly string[]): readonly string[] =>
  clients.flatMap((client) => methods.map((method) => `${client}.${method}`));

/** A whole address where a path is asked for wins over the client's own: `relative` is said of none. */
export default {
  library: "axios",
  source: "https://axios-http.com/docs/req_config, https://axios-http.com/docs/instance (November 2026)",
  facts: [
    {
      sink: "url",
      callees: [...clients, ...of("request", "getUri")],
      properties: ["url", "baseURL"],
      facts: { joins: "/" },
    },
    {
      sink: "url",
      callees: of("get", "delete", "head", "options", "post", "put", "patch", "postForm", "putForm", "patchForm"),
      facts: { joins: "/" },
    },
    { sink: "url", callees: of("get", "delete", "head", "options"), argument: 1, properties: ["baseURL"] },
    {
      sink: "url",
      callees: of("post", "put", "patch", "postForm", "putForm", "patchForm"),
      argument: 2,
      properties: ["baseURL"],
    },
    { sink: "url", callees: of("create"), properties: ["baseURL"] },
  ],
} satisfies LibraryModel;
