import { entryOf, type Manifest, type Node, type SiteEdit } from "../../engine/authoring.ts";

type Workflow = Extract<Manifest, { kind: "workflow" }>;

/** Lines before the `jobs` of a workflow and the comment that stands on them; a blank line follows where there is one above. */
export function linesBeforeJobs({ root }: Workflow, lines: readonly string[]): readonly SiteEdit[] | undefined {
  const jobs = entryOf(root, "jobs");
  if (!jobs || root.kind !== "mapping" || root.flow) return undefined;
  const { block, start } = jobs.key;
  const at = aboveComments(block.text, start);
  const all = /\n\r?\n$/.test(block.text.slice(0, at)) ? [...lines, ""] : lines;
  const text = all.map((line) => line + newlineOf(block.text)).join("");
  return [{ at: { block, start: at, end: at }, text }];
}

/** The start of a line, or that of the first of the comment lines directly above it. */
function aboveComments(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const before = text.lastIndexOf("\n", at - 2) + 1;
    if (text[before] !== "#") break;
    at = before;
  }
  return at;
}

/** An item of one line after another item of a block sequence, with its indentation. Undefined for items in brackets. */
export function itemAfter({ block, start, end }: Node, text: string): readonly SiteEdit[] | undefined {
  const dash = /(?:^|\n)([ \t]*-[ \t]+)$/.exec(block.text.slice(0, start))?.[1];
  if (dash === undefined) return undefined;
  const last = block.text.slice(0, end).trimEnd().length;
  const at = last + block.text.slice(last).search(/\r?\n|$/);
  return [{ at: { block, start: at, end: at }, text: `${newlineOf(block.text)}${dash}${text}` }];
}

const newlineOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
