import type { LibraryModel } from "../../engine/authoring.ts";

/** What the language itself runs or loads. Timers are left out: Node refuses text there. */
export default {
  library: "JavaScript",
  source: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/eval (November 2026)",
  facts: [
    { sink: "code", callees: ["eval", "globalThis.eval"], facts: { is: "eval" } },
    { sink: "code", callees: ["Function.new", "Function"], argument: "all" },
    { sink: "import", callees: ["require"] },
    { sink: "import", callees: ["import"] },
    { sink: "method", form: "computed-call" },
    { sink: "proto", form: "computed-write" },
    { sink: "slow-pattern", form: "slow-pattern" },
    { sink: "regex", callees: ["RegExp.new", "RegExp"], facts: { is: "pattern" } },
    { sink: "regex", methods: ["match", "matchAll", "search"], facts: { is: "method" } },
    { barrier: "result", callees: ["RegExp.escape"], protects: ["regex"] },
  ],
} satisfies LibraryModel;
