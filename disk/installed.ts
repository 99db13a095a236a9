import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** What lies beside the program, in the bundle as well as in the sources. */
const root = path.join(__dirname, "..");

export const version: string = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).version;

const pages = new Map<string, string | undefined>();

/** The file URI of the page about a rule, if the page is there. */
export function pageOf(rule: string): string | undefined {
  if (!pages.has(rule)) {
    const file = path.join(root, "docs", "rules", `${rule}.md`);
    pages.set(rule, fs.existsSync(file) ? pathToFileURL(file).href : undefined);
  }
  return pages.get(rule);
}
