import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "node-serialize",
  source: "https://github.com/luin/serialize: values that begin with _$$ND_FUNC$$_ are run (November 2026)",
  facts: [{ sink: "deserialize", callees: ["node-serialize.unserialize"] }],
} satisfies LibraryModel;
