import type { LibraryModel } from "../../engine/authoring.ts";

const packages = ["libxmljs", "libxmljs2", "libxmljs-mt"];
const parsers = packages.flatMap((name) =>
  ["parseXml", "parseXmlString", "parseXmlAsync"].map((parse) => `${name}.${parse}`),
);
const isOn = /^true$/;

export default {
  library: "libxmljs",
  source:
    "https://github.com/libxmljs/libxmljs/blob/master/docs/api/Libxmljs.md, https://gnome.pages.gitlab.gnome.org/libxml2/devhelp/libxml2-parser.html#xmlParserOption (November 2026)",
  facts: [
    {
      sink: "xml",
      callees: parsers,
      given: { argument: 1, property: "noent", fits: isOn },
      facts: { option: "noent" },
    },
    {
      sink: "xml",
      callees: parsers,
      given: { argument: 1, property: "dtdload", fits: isOn },
      facts: { option: "dtdload" },
    },
    {
      sink: "xpath",
      callees: packages.flatMap((name) => ["get", "find"].map((method) => `${name}.**.${method}`)),
    },
  ],
} satisfies LibraryModel;
