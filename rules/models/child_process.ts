import type { LibraryModel } from "../../engine/authoring.ts";

const spawns = ["spawn", "spawnSync", "execFile", "execFileSync"].map((name) => `child_process.${name}`);
const isShell = /^(?:\/\S*\/)?(?:ba|z|k|da|c|tc|fi)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)(?:\.exe)?$/i;
const isOn = /^(?!false$)/;

export default {
  library: "child_process",
  source: "https://nodejs.org/api/child_process.html (November 2026)",
  facts: [
    { sink: "command", callees: ["child_process.exec"], facts: { instead: "execFile" } },
    { sink: "command", callees: ["child_process.execSync"], facts: { instead: "execFileSync" } },
    // a shell by option: the options stand behind the arguments, if there are any
    { sink: "command", callees: spawns, given: { argument: 1, property: "shell", fits: isOn } },
    { sink: "command", callees: spawns, given: { argument: 2, property: "shell", fits: isOn } },
    { sink: "command", callees: spawns, argument: 1, given: { argument: 2, property: "shell", fits: isOn } },
    // a shell by name: what it runs stands behind its `-c`
    {
      sink: "command",
      callees: spawns,
      argument: 1,
      properties: ["1"],
      given: { argument: 0, fits: isShell },
      facts: { behind: "-c" },
    },
    // the program, or the module that is started
    { sink: "argument", callees: [...spawns, "child_process.fork"], facts: { is: "program" } },
    { sink: "argument", callees: spawns, argument: 1, properties: ["*"], facts: { is: "argument" } },
  ],
} satisfies LibraryModel;
