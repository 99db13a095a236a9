import type { Completion } from "../../engine/assist/completion.ts";
import type { Snapshot } from "../../engine/host.ts";
import { finish } from "../../engine/task.ts";
import { applyEdits } from "../../engine/text/edit.ts";
import { hostOf, root } from "../workspace-of.ts";

/** A snapshot of files, one of them with `|` where the cursor is. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly text: string;
  readonly offset: number;
}

export function sceneOf(name: string, marked: string, others: Readonly<Record<string, string>> = {}): Scene {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const files = Object.entries({ [name]: text, ...others }).map(([path, content]) => ({ path, text: content }));
  return { snapshot: hostOf(files).snapshot(), path: `${root}/${name}`, text, offset };
}

/** What is suggested at the cursor, as an editor that filters nothing shows it. */
export function suggested(name: string, marked: string, others?: Readonly<Record<string, string>>) {
  const { snapshot, path, text, offset } = sceneOf(name, marked, others);
  const all = [...finish(snapshot.completions(path, offset))].sort((a, b) => (a.order < b.order ? -1 : 1));
  const pick = (label: string): Completion => {
    const found = all.find((one) => one.label === label);
    if (!found) throw new Error(`'${label}' is not suggested, but ${all.slice(0, 10).map((one) => one.label)}`);
    return found;
  };
  return {
    all,
    labels: all.map(({ label }) => label),
    pick,
    applied: (label: string) => applyEdits(text, [pick(label).edit]),
  };
}
