import type { LibraryModel } from "../../engine/authoring.ts";

const callees = (...names: readonly string[]): readonly string[] =>
  ["path", "path.posix", "path.win32", "path/posix"].flatMap((module) => names.map((name) => `${module}.${name}`));

export default {
  library: "path",
  source: "https://nodejs.org/api/path.html (November 2026)",
  facts: [
    // what stands behind the last dot of the last name
    { barrier: "result", callees: callees("extname"), protects: ["path", "zip"] },
    { pass: "text", callees: callees("join", "resolve", "normalize", "dirname", "relative"), from: "all" },
  ],
} satisfies LibraryModel;
