import path from "node:path";
import { npm, PlainError } from "./process.mjs";
import { step } from "./progress.mjs";
import { isMain, ROOT } from "./root.mjs";
import { hashOf, isFresh, mark } from "./stamp.mjs";

// Inside node_modules, so that deleting the folder also deletes the claim that it is complete.
const STAMP = path.join(ROOT, "node_modules", ".handrail-stamp");

/** Installs the packages of the lock file unless exactly these are there. */
export async function ensureInstalled() {
  checkNode();
  const hash = hashOf("package-lock.json");
  if (isFresh("install", hash, STAMP)) return;
  await step("Installing packages", () => npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]));
  mark("install", hash, STAMP);
}

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) throw new PlainError(`Handrail needs Node 20 or later; this is Node ${process.versions.node}.`);
}

if (isMain(import.meta.url)) await ensureInstalled();
