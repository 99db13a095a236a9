import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "superagent",
  source: "https://ladjs.github.io/superagent/ (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["superagent", "superagent.agent()"].flatMap((client) =>
        ["get", "head", "post", "put", "patch", "delete", "del", "options"].map((method) => `${client}.${method}`),
      ),
    },
    { sink: "url", callees: ["superagent"], argument: "all" },
  ],
} satisfies LibraryModel;
