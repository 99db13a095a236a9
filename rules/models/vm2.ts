import type { LibraryModel } from "../../engine/authoring.ts";

/** Its sandbox can be left; it is no longer maintained. */
export default {
  library: "vm2",
  source: "https://github.com/patriksimek/vm2/security/advisories (November 2026)",
  facts: [
    { sink: "code", callees: ["vm2.VM.new().run", "vm2.NodeVM.new().run"] },
    { sink: "code", callees: ["vm2.VMScript.new"] },
  ],
} satisfies LibraryModel;
