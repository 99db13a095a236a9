import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { openEditor } from "./open-editor.mjs";
import { endWith, PlainError } from "./process.mjs";
import { isMain, ROOT } from "./root.mjs";

const CHECK_FAILED = 2;

/** `npm start [-- FOLDER] [--no-open]`: the report of a folder, then the editor on it with the extension running. */
async function main(args) {
  const unknown = args.find((arg) => arg.startsWith("--") && arg !== "--no-open");
  if (unknown) throw new PlainError(`'${unknown}' is no option of start; there is '--no-open'.`);
  const folder = folderOf(args.filter((arg) => !arg.startsWith("--")));
  await ensureInstalled();
  await ensureBuilt();
  showReport(folder);
  if (args.includes("--no-open") || !hasPerson()) return;
  await openEditor(folder);
}

function folderOf([named = path.join(ROOT, "examples", "sam-photo-api")]) {
  // npm runs scripts in the project's folder; what the person typed is relative to theirs.
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), named);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new PlainError(`'${named}' is no folder.`);
  return folder;
}

/** Findings are what a report is for; only a check that could not be made is a failure. */
function showReport(folder) {
  const { status, error } = spawnSync(process.execPath, [path.join(ROOT, "dist", "cli.js"), "check", shown(folder)], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (error) throw error;
  if (status === null || status >= CHECK_FAILED) throw new PlainError("The check itself failed; see above.");
}

function shown(folder) {
  const relative = path.relative(ROOT, folder);
  return relative && !relative.startsWith("..") && !path.isAbsolute(relative) ? relative : folder;
}

function hasPerson() {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && !process.env.CI;
}

if (isMain(import.meta.url)) await main(process.argv.slice(2)).catch(endWith);
