import type { CodeContext, Site, SiteEdit } from "../../engine/authoring.ts";

type Script = CodeContext["document"];

/** Puts lines of their own before the top-level statement that a site is in, and before the comments that belong to it. */
export function beforeStatement(document: Script, at: Site, text: string): readonly SiteEdit[] {
  const whole = Array.from(document.blocks.keys()).find(
    (block) => block.text === document.file.text && document.blocks.get(block) === 0,
  );
  const start = document.blocks.get(at.block);
  if (!whole || start === undefined) return [];
  const source = document.file.text;
  const newline = /\r?\n/.exec(source)?.[0] ?? "\n";
  let here = start;
  for (const comment of document.comments.toReversed()) {
    const base = document.blocks.get(comment.block) ?? 0;
    const isAttached =
      base + comment.end <= here && /^[ \t]*(?:\r?\n[ \t]*)?$/.test(source.slice(base + comment.end, here));
    const isOwnLine = /(?:^|\n)[ \t]*$/.test(
      source.slice(Math.max(0, base + comment.start - 200), base + comment.start),
    );
    if (isAttached && isOwnLine) here = base + comment.start;
  }
  const lines = `${text}\n\n`.replaceAll("\n", newline);
  return [{ at: { block: whole, start: here, end: here }, text: lines }];
}

/** Insertions at one place as one, in the order given: two would be in each other's way. */
export function merged(edits: readonly SiteEdit[]): readonly SiteEdit[] {
  const found: SiteEdit[] = [];
  for (const edit of edits) {
    const same = found.findIndex(
      ({ at }) =>
        at.start === at.end && at.block === edit.at.block && at.start === edit.at.start && at.end === edit.at.end,
    );
    const before = found[same];
    if (before) found[same] = { at: before.at, text: before.text + edit.text };
    else found.push(edit);
  }
  return found;
}

/** Whether a script is TypeScript, by its name. */
export const isTypescript = (document: Script): boolean => /\.[cm]?tsx?$/.test(document.file.path);
