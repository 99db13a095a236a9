import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "node:util",
  source: "https://nodejs.org/api/util.html (November 2026)",
  facts: [
    { pass: "text", callees: ["util.format"], from: "all" },
    { pass: "text", callees: ["util.formatWithOptions"], from: "1+" },
    { pass: "text", callees: ["util.inspect"] },
    { pass: "text", callees: ["util.stripVTControlCharacters", "util.toUSVString"] },
    { pass: "text", callees: ["util.TextEncoder.new().encode", "util.TextDecoder.new().decode"] },
  ],
} satisfies LibraryModel;
