import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Ignored by git: stamps, logs and temporary results of the tools. */
export const CACHE = path.join(ROOT, ".cache");

/** Whether the module of this URL is the program that was started. */
export function isMain(url) {
  return process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;
}

/** Text with the project's own paths made relative, for people to read. */
export function shortPath(text) {
  return text.replaceAll(`${pathToFileURL(ROOT).href}/`, "").replaceAll(ROOT + path.sep, "");
}
