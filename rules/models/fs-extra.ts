import type { LibraryModel } from "../../engine/authoring.ts";
import { fileFacts } from "./_files.ts";

const own = [
  "readJson",
  "readJSON",
  "writeJson",
  "writeJSON",
  "outputFile",
  "outputJson",
  "outputJSON",
  "remove",
  "emptyDir",
  "emptydir",
  "ensureFile",
  "createFile",
  "ensureDir",
  "mkdirp",
  "mkdirs",
];
const both = ["copy", "move", "ensureLink", "ensureSymlink"];
const callees = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`fs-extra.${name}`, `fs-extra.${name}Sync`]);

export default {
  library: "fs-extra",
  source: "https://www.npmjs.com/package/fs-extra (methods, November 2026)",
  facts: [
    ...fileFacts(["fs-extra", "fs-extra.promises"]),
    { sink: "path", callees: callees([...own, ...both]) },
    { sink: "path", callees: callees(both), argument: 1 },
  ],
} satisfies LibraryModel;
