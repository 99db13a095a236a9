import type { LibraryModel } from "../../engine/authoring.ts";

const methods = ["get", "post", "put", "patch", "delete", "head"];

export default {
  library: "ky",
  source: "https://github.com/sindresorhus/ky#api (November 2026)",
  facts: [
    {
      sink: "url",
      callees: ["ky", "ky.default", "ky-universal"].flatMap((name) => [
        name,
        ...methods.map((method) => `${name}.${method}`),
      ]),
    },
    { sink: "url", callees: ["ky.create", "ky.extend"], properties: ["prefixUrl"] },
  ],
} satisfies LibraryModel;
