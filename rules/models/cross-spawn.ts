import type { LibraryModel } from "../../engine/authoring.ts";

const spawns = ["cross-spawn", "cross-spawn.spawn", "cross-spawn.sync"];
const isOn = /^(?!false$)/;

export default {
  library: "cross-spawn",
  source: "https://github.com/moxystudio/node-cross-spawn (November 2026)",
  facts: [
    { sink: "command", callees: spawns, given: { argument: 1, property: "shell", fits: isOn } },
    { sink: "command", callees: spawns, given: { argument: 2, property: "shell", fits: isOn } },
    { sink: "command", callees: spawns, argument: 1, given: { argument: 2, property: "shell", fits: isOn } },
    { sink: "argument", callees: spawns, facts: { is: "program" } },
    { sink: "argument", callees: spawns, argument: 1, properties: ["*"], facts: { is: "argument" } },
  ],
} satisfies LibraryModel;
