import type { Models } from "../../engine/authoring.ts";

/** Text that a shell interprets. Source: https://nodejs.org/api/child_process.html, https://github.com/shelljs/shelljs */
export const processSinks: Models["sinks"] = [
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
