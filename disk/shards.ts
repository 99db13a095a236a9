import fs from "node:fs";
import path from "node:path";

/** The action catalogue lies beside the bundle; in the sources, where it is written. */
const folder = [path.join(__dirname, "iam"), path.join(__dirname, "..", "engine", "facts", "iam")].find((candidate) =>
  fs.existsSync(candidate),
);

/** The text of a file of the action catalogue. */
export function shardText(name: string): string | undefined {
  const file = folder && path.join(folder, `${name}.json`);
  return file && fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}
