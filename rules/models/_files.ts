import type { Fact } from "../../engine/authoring.ts";

/** Functions that take the path of a file or folder first, with their forms that wait (`readFileSync`). */
const onePath = [
  "readFile",
  "writeFile",
  "appendFile",
  "open",
  "opendir",
  "unlink",
  "rm",
  "rmdir",
  "readdir",
  "mkdir",
  "truncate",
  "chmod",
  "chown",
  "readlink",
  "createReadStream",
  "createWriteStream",
  "watch",
  "openAsBlob",
];

/** Functions that take two. */
const twoPaths = ["rename", "copyFile", "cp", "link", "symlink"];

const waiting = (names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `${name}Sync`]);

const inside = (modules: readonly string[], names: readonly string[]): readonly string[] =>
  modules.flatMap((module) => names.map((name) => `${module}.${name}`));

/**
 * What a file does to a path that an outsider names. Asking whether a file is there (`stat`, `access`, `existsSync`) tells little, and most
 * often stands before one of these.
 */
export const fileFacts = (modules: readonly string[]): readonly Fact[] => [
  { sink: "path", callees: inside(modules, waiting([...onePath, ...twoPaths])) },
  { sink: "path", callees: inside(modules, waiting(twoPaths)), argument: 1 },
  { pass: "text", callees: inside(modules, ["realpath", "realpathSync", "realpathSync.native"]) },
];
