import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "needle",
  source: "https://github.com/tomas/needle#api (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["get", "head", "post", "put", "patch", "delete"].map((name) => `needle.${name}`),
    },
    { sink: "url", callees: ["needle", "needle.request"], argument: 1 },
  ],
} satisfies LibraryModel;
