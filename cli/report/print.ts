import fs from "node:fs";
import { reasonOf } from "../../disk/walk.ts";
import type { CheckOptions } from "../args.ts";
import { Refusal } from "../refusal.ts";
import { json } from "./json.ts";
import { noColours, paintFor, widthFor } from "./paint.ts";
import type { Report } from "./report.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Columns of a page whose reader's width is not known. */
const usualWidth = 120;

/** Writes the report where the options say. `isFree`: stdout is not taken by something else. */
export function print(report: Report, { format, output, isQuiet }: CheckOptions, isFree: boolean): void {
  if (output !== undefined) return writeFile(output, rendered(report, format));
  if (isQuiet || !isFree) return;
  process.stdout.write(format === "text" ? forReader(report) : rendered(report, format));
}

const forReader = (report: Report): string =>
  text(report, paintFor(process.stdout), widthFor(process.stdout, usualWidth));

function rendered(report: Report, format: CheckOptions["format"]): string {
  if (format === "json") return json(report);
  return format === "sarif" ? sarif(report) : text(report, noColours, usualWidth);
}

/** Writes a file, or refuses in one sentence. */
export function writeFile(path: string, content: string): void {
  try {
    fs.writeFileSync(path, content);
  } catch (error) {
    throw new Refusal(`'${path}' cannot be written: ${reasonOf(error)}.`);
  }
}
