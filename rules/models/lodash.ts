import type { LibraryModel } from "../../engine/authoring.ts";

/** A function of lodash, by whichever of its packages and files it is imported. */
const named = (name: string): readonly string[] => [
  `lodash.${name}`,
  `lodash-es.${name}`,
  `lodash/${name}`,
  `lodash/fp.${name}`,
  `lodash.${name.toLowerCase()}`,
];

export default {
  library: "lodash",
  source:
    "https://lodash.com/docs/, CVE-2018-16487 and CVE-2019-10744 (merges, mended in 4.17.12), CVE-2020-8203 (paths, mended in 4.17.20), CVE-2021-23337 (November 2026)",
  facts: [
    { sink: "template", callees: named("template") },
    {
      sink: "proto",
      callees: ["merge", "mergeWith", "defaultsDeep"].flatMap(named),
      argument: "1+",
      takes: "object",
      facts: { mended: "4.17.12", package: "lodash" },
    },
    {
      sink: "proto",
      callees: ["set", "setWith", "update", "updateWith"].flatMap(named),
      argument: 1,
      facts: { mended: "4.17.20", package: "lodash" },
    },
    {
      sink: "proto",
      callees: named("zipObjectDeep"),
      argument: 0,
      facts: { mended: "4.17.20", package: "lodash" },
    },
    { pass: "part", callees: named("get") },
    { barrier: "result", callees: named("escapeRegExp"), protects: ["regex"] },
  ],
} satisfies LibraryModel;
