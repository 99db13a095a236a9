import fs from "node:fs";
import { folderOf } from "../disk/path.ts";
import { hasMark, reasonOf, withMark, withoutMark } from "../disk/walk.ts";
import type { Host, Snapshot } from "../engine/host.ts";
import type { Finding, Fix } from "../engine/rule/finding.ts";
import { compatible, cureWithin, together } from "../engine/rule/fixes.ts";
import type { Task } from "../engine/task.ts";
import { applyEdits, type TextEdit } from "../engine/text/edit.ts";
import type { Fixed } from "./report/report.ts";

/** One fix may make way for another; a chain longer than this is a circle. */
const mostRounds = 10;

/** Fixes the findings that are wanted until none is left that can be. Answers what was fixed; nothing is written. */
export function* repair(
  host: Host,
  paths: readonly string[],
  safety: Fix["safety"],
  isWanted: (finding: Finding) => boolean,
): Task<Fixed[]> {
  const fixed: Fixed[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const snapshot = host.snapshot();
    const pathOf = new Map<Fix, string>();
    for (const path of paths) {
      for (const finding of yield* snapshot.check(path)) {
        const cure = isWanted(finding) && cureWithin(safety, yield* snapshot.cures(finding));
        if (cure) pathOf.set(cure, path);
      }
    }
    const fixes = compatible([...pathOf.keys()]);
    if (!applied(host, snapshot, together(fixes))) return fixed;
    fixed.push(...fixes.map((fix) => ({ path: pathOf.get(fix) ?? "", rule: fix.rule, title: fix.title })));
  }
  return fixed;
}

/** False: the edits change nothing. */
function applied(host: Host, { workspace }: Snapshot, edits: ReadonlyMap<string, readonly TextEdit[]>): boolean {
  const files = [...edits].map(([path, list]) => {
    const before = workspace.files.get(path)?.text ?? "";
    return { path, before, text: applyEdits(before, list) };
  });
  const changed = files.filter(({ before, text }) => before !== text);
  host.apply({ files: changed.map(({ path, text }) => ({ path, text })) });
  return changed.length > 0;
}

/** Writes what differs between two snapshots. Answers what could not be written, one sentence each. */
export function save(before: Snapshot, after: Snapshot): string[] {
  const problems: string[] = [];
  for (const [path, { text }] of after.workspace.files) {
    const old = before.workspace.files.get(path)?.text;
    if (old === text) continue;
    const problem = write(path, old, text);
    if (problem !== undefined) problems.push(`'${path}' was not fixed: ${problem}`);
  }
  return problems;
}

/** Replaces a file's text if the disk still holds what was read; keeps its byte order mark. */
function write(path: string, before: string | undefined, after: string): string | undefined {
  try {
    if (before === undefined) {
      fs.mkdirSync(folderOf(path), { recursive: true });
      fs.writeFileSync(path, after, { flag: "wx" });
      return undefined;
    }
    const bytes = fs.readFileSync(path);
    const present = bytes.toString("utf8");
    if (!Buffer.from(present, "utf8").equals(bytes)) return "it is not UTF-8 text.";
    if (withoutMark(present) !== before) return "it has changed meanwhile.";
    fs.writeFileSync(path, hasMark(present) ? withMark(after) : after);
    return undefined;
  } catch (error) {
    return `${reasonOf(error)}.`;
  }
}
