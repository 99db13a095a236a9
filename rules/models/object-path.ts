import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "object-path",
  source:
    "https://github.com/mariocasciaro/object-path#readme (reading), https://osv.dev/vulnerability/CVE-2020-15256: any set before 0.11.0, the mode that takes inherited properties before 0.11.5 (November 2026)",
  facts: [
    { pass: "part", callees: ["object-path.get"] },
    { sink: "proto", callees: ["object-path.set"], argument: 1, facts: { mended: "0.11.0" } },
    { sink: "proto", callees: ["object-path.withInheritedProps.set"], argument: 1, facts: { mended: "0.11.5" } },
  ],
} satisfies LibraryModel;
