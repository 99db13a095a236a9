import type { Models } from "../../engine/authoring.ts";

/** Text that a shell interprets. Source: https://nodejs.org/api/child_process.html, https://github.com/shelljs/shelljs */
const spawns = ["spawn", "spawnSync", "execFile", "execFileSync"].map((name) => `child_process.${name}`);
const isShell = /^(?:\/\S*\/)?(?:ba|z|k|da|c|tc|fi)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)(?:\.exe)?$/i;

export const processSinks: Models["sinks"] = [
  // a shell by option: the options stand behind the arguments, if there are any
  ...[1, 2].map((argument) => ({
    kind: "command",
    callees: spawns,
    argument: 0,
    given: { argument, property: "shell", fits: /^(?!false$)/ },
  })),
  { kind: "command", callees: spawns, argument: 1, given: { argument: 2, property: "shell", fits: /^(?!false$)/ } },
  // a shell by name
  { kind: "command", callees: spawns, argument: 1, properties: ["1"], given: { argument: 0, fits: isShell } },
  { kind: "command", callees: ["child_process.exec", "child_process.execSync", "shelljs.exec"], argument: 0 },
  {
    kind: "code",
    callees: [
      "eval",
      "Function.new",
      "Function",
      "vm.runInThisContext",
      "vm.runInNewContext",
      "vm.runInContext",
      "vm.Script.new",
    ],
    argument: 0,
  },
];
