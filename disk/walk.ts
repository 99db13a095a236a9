import fs from "node:fs";
import type { Task } from "../engine/task.ts";
import { isForeign, largestFile, use } from "./selection.ts";

/** What was found below a folder. Paths are absolute with forward slashes. */
export interface Found {
  readonly files: { readonly path: string; readonly text: string }[];
  readonly names: string[];
  /** What could not be read, one plain sentence each. */
  readonly problems: string[];
}

export type Reading =
  | { readonly kind: "text"; readonly text: string }
  /** There, but not to be read as text: too big or binary. */
  | { readonly kind: "opaque" }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly problem: string };

export const emptyFound = (): Found => ({ files: [], names: [], problems: [] });

/** Everything of use below a folder, in the order of the paths. Links to folders are not followed. */
export function* walk(folder: string): Task<Found> {
  const found = emptyFound();
  const waiting = [folder];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const inside: string[] = [];
    for (const entry of entriesOf(here, found)) {
      const path = here.endsWith("/") ? here + entry.name : `${here}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isForeign(entry.name)) inside.push(path);
      } else {
        yield* take(path, entry.name, found);
      }
    }
    waiting.push(...inside.reverse());
    yield;
  }
  return found;
}

/** Adds a file to what was found, as far as its name makes it of use. */
function* take(path: string, name: string, found: Found): Task<void> {
  const wanted = use(name);
  if (wanted === "name") found.names.push(path);
  if (wanted !== "text") return;
  put(path, read(path), found);
  yield;
}

/** Adds what reading a file gave. */
export function put(path: string, reading: Reading, found: Found): void {
  if (reading.kind === "text") found.files.push({ path, text: reading.text });
  if (reading.kind === "opaque") found.names.push(path);
  if (reading.kind === "failed") found.problems.push(reading.problem);
}

function entriesOf(folder: string, found: Found): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    found.problems.push(`'${folder}' cannot be read: ${reasonOf(error)}`);
    return [];
  }
}

/** The text of a file without its byte order mark. A folder counts as absent. */
export function read(path: string, limit = largestFile): Reading {
  try {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) return { kind: "absent" };
    if (stat.size > limit) return { kind: "opaque" };
    const bytes = fs.readFileSync(path);
    if (bytes.subarray(0, 8192).includes(0)) return { kind: "opaque" };
    return { kind: "text", text: withoutMark(bytes.toString("utf8")) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { kind: "absent" };
    return { kind: "failed", problem: `'${path}' cannot be read: ${reasonOf(error)}` };
  }
}

const byteOrderMark = "\uFEFF";

export const hasMark = (text: string): boolean => text.startsWith(byteOrderMark);
export const withoutMark = (text: string): string => (hasMark(text) ? text.slice(1) : text);
export const withMark = (text: string): string => byteOrderMark + text;

/** The system's own words for a failure, without the path and call that it adds. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^\w+: ([^,]+)/.exec(message)?.[1] ?? message;
}
