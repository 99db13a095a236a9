import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "ldapts",
  source: "https://github.com/ldapts/ldapts (November 2026)",
  facts: [
    {
      sink: "ldap",
      callees: ["ldapts.Client.new().search"],
      argument: 1,
      properties: ["filter"],
      facts: { is: "filter" },
    },
    { sink: "ldap", callees: ["ldapts.Client.new().search"], argument: 0 },
  ],
} satisfies LibraryModel;
