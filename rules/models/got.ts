import type { LibraryModel } from "../../engine/authoring.ts";

const methods = ["get", "post", "put", "patch", "delete", "head", "stream", "paginate"];

/** Clients that `got.extend` makes may have a `prefixUrl` of their own, which a text cannot leave. */
export default {
  library: "got",
  source: "https://github.com/sindresorhus/got/blob/main/documentation/2-options.md (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["got", "got.default", "got.got"].flatMap((name) => [
        name,
        ...methods.map((method) => `${name}.${method}`),
      ]),
      properties: ["url", "prefixUrl"],
    },
    {
      sink: "url",
      callees: ["got", "got.default", "got.got"].flatMap((name) => [
        name,
        ...methods.map((method) => `${name}.${method}`),
      ]),
      argument: 1,
      properties: ["url", "prefixUrl"],
    },
    { sink: "url", callees: ["got.extend", "got.default.extend", "got.got.extend"], properties: ["prefixUrl"] },
  ],
} satisfies LibraryModel;
