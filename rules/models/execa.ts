import type { LibraryModel } from "../../engine/authoring.ts";

const runs = ["execa", "execa.execa", "execa.execaSync", "execa.sync"];
const isOn = /^(?!false$)/;

export default {
  library: "execa",
  source: "https://github.com/sindresorhus/execa/blob/main/docs/shell.md (November 2026)",
  facts: [
    { sink: "command", callees: runs, given: { argument: 1, property: "shell", fits: isOn } },
    { sink: "command", callees: runs, given: { argument: 2, property: "shell", fits: isOn } },
    { sink: "command", callees: runs, argument: 1, given: { argument: 2, property: "shell", fits: isOn } },
    // version 1
    { sink: "command", callees: ["execa.shell", "execa.shellSync"] },
    { sink: "argument", callees: runs, facts: { is: "program" } },
    { sink: "argument", callees: runs, argument: 1, properties: ["*"], facts: { is: "argument" } },
    // a text that is split at its spaces: what is put in may add arguments of its own
    {
      sink: "argument",
      callees: ["execa.execaCommand", "execa.execaCommandSync", "execa.command", "execa.commandSync"],
      facts: { is: "words" },
    },
  ],
} satisfies LibraryModel;
