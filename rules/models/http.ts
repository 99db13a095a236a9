import type { LibraryModel } from "../../engine/authoring.ts";

const callees = ["http", "https", "follow-redirects.http", "follow-redirects.https"].flatMap((module) => [
  `${module}.get`,
  `${module}.request`,
]);

export default {
  library: "http and https",
  source: "https://nodejs.org/api/http.html#httprequesturl-options-callback (November 2026)",
  facts: [
    { sink: "url", callees, properties: ["host", "hostname", "href", "socketPath"] },
    {
      sink: "url",
      callees,
      argument: 1,
      properties: ["host", "hostname", "socketPath"],
      given: { argument: 0, fits: /^https?:/ },
    },
    {
      sink: "url",
      callees: ["http2.connect"],
    },
  ],
} satisfies LibraryModel;
