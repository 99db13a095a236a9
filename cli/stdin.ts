import fs from "node:fs";
import { hasMark, reasonOf, withMark, withoutMark } from "../disk/walk.ts";
import { Refusal } from "./refusal.ts";

/** Text from stdin that stands for the content of a file. */
export interface Stdin {
  readonly path: string;
  readonly text: string;
  /** A text as it is given back: with a byte order mark if there was one. */
  written(text: string): string;
}

export function stdinFor(path: string): Stdin {
  const raw = content();
  return { path, text: withoutMark(raw), written: (text) => (hasMark(raw) ? withMark(text) : text) };
}

function content(): string {
  try {
    return fs.readFileSync(0, "utf8");
  } catch (error) {
    throw new Refusal(`stdin cannot be read: ${reasonOf(error)}.`);
  }
}
