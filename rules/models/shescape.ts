import type { LibraryModel } from "../../engine/authoring.ts";

/** `quote` makes one word of a text for the shell; `escape` alone keeps it from being more than one inside quotes of one's own. */
export default {
  library: "shescape",
  source: "https://github.com/ericcornelissen/shescape (November 2026)",
  facts: [{ barrier: "result", callees: ["shescape.**.quote", "shescape.**.quoteAll"], protects: ["command"] }],
} satisfies LibraryModel;
