import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "vm",
  source: "https://nodejs.org/api/vm.html: 'Do not use it to run untrusted code' (November 2026)",
  facts: [
    {
      sink: "code",
      callees: ["runInThisContext", "runInNewContext", "runInContext", "compileFunction"].map((name) => `vm.${name}`),
      facts: { is: "eval" },
    },
    { sink: "code", callees: ["vm.Script.new", "vm.SourceTextModule.new"] },
  ],
} satisfies LibraryModel;
