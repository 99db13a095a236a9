import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "ldapjs",
  source: "https://github.com/ldapjs/node-ldapjs/blob/master/docs/client.md (November 2026)",
  facts: [
    {
      sink: "ldap",
      callees: ["ldapjs.createClient().search"],
      argument: 1,
      properties: ["filter"],
      facts: { is: "filter" },
    },
    { sink: "ldap", callees: ["ldapjs.createClient().search"], argument: 0 },
    { sink: "ldap", callees: ["ldapjs.parseFilter"], facts: { is: "filter" } },
  ],
} satisfies LibraryModel;
