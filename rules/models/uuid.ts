import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "uuid",
  source: "https://github.com/uuidjs/uuid#uuidvalidatestr (November 2026)",
  facts: [{ barrier: "guard", callees: ["uuid.validate", "uuid.default.validate"], protects: ["*"] }],
} satisfies LibraryModel;
