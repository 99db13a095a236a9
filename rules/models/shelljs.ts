import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "shelljs",
  source: "https://github.com/shelljs/shelljs/wiki/Security-guidelines (November 2026)",
  facts: [
    { sink: "command", callees: ["shelljs.exec"] },
    { sink: "argument", callees: ["shelljs.cmd"], facts: { is: "program" } },
  ],
} satisfies LibraryModel;
