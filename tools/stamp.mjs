import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CACHE, ROOT } from "./root.mjs";

const SKIPPED = new Set(["node_modules", "dist", "out", ".git", ".cache", ".vscode-test"]);

/** A hash of the content and the names of all files at or below the given paths of the project. */
export function hashOf(...relativePaths) {
  const hash = createHash("sha256");
  for (const relative of relativePaths) addTo(hash, relative);
  return hash.digest("hex");
}

function addTo(hash, relative) {
  const full = path.join(ROOT, relative);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    const names = fs.readdirSync(full).filter((name) => !SKIPPED.has(name));
    for (const name of names.sort()) addTo(hash, `${relative}/${name}`);
    return;
  }
  hash.update(`${relative}\0`).update(fs.readFileSync(full)).update("\0");
}

/** Whether the step `name` was last done for exactly this hash. */
export function isFresh(name, hash, file = stampFile(name)) {
  return fs.existsSync(file) && fs.readFileSync(file, "utf8") === hash;
}

export function mark(name, hash, file = stampFile(name)) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, hash);
}

function stampFile(name) {
  return path.join(CACHE, `${name}.stamp`);
}
