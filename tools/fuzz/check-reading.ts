import assert from "node:assert/strict";
import { wholeOf } from "../../engine/edit/whole.ts";
import type { Sizes } from "../../engine/syntax/blocks.ts";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import type { Node } from "../../engine/syntax/node.ts";
import { languageOf } from "../../engine/syntax/read.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import type { Site } from "../../engine/text/source.ts";
import type { MarkedFile } from "../markers.ts";

/** Every mapping is cut that can be. */
const tiny: Sizes = { file: 0, outer: 1, inner: 1 };

/**
 * Reads a tree in as many blocks as there can be, then what it becomes after an edit. Throws where the tree is another than that of a file
 * that is read whole, or another after the edit than for a fresh start.
 */
export function checkReading(file: MarkedFile, edited: MarkedFile): void {
  const language = languageOf(file.path, file.text);
  if ((language !== "yaml" && language !== "json") || languageOf(edited.path, edited.text) !== language) return;
  const [before, after] = [file, edited].map(({ path, text }, at) => ({ path, version: at + 1, text }));
  if (!before || !after) return;
  const first = readTreeNow(before, language, undefined, tiny);
  const then = readTreeNow(after, language, first, tiny);
  assertSame(first, read(before, language));
  assertSame(then, read(after, language));
  assert.equal(told(then), told(readTreeNow(after, language, undefined, tiny)), "an edit makes another tree");
}

const read = (file: TreeDocument["file"], language: "yaml" | "json"): TreeDocument =>
  language === "yaml" ? readYaml(file) : readJson(file);

/** An entry without a key is read otherwise in blocks; nobody writes one. */
const hasLoneColon = /^ *:(?:\s|$)/m;

/** What is wrong with a text may be understood otherwise where it is read in blocks. */
function assertSame(document: TreeDocument, whole: TreeDocument): void {
  if (whole.problems.length > 0 || hasLoneColon.test(whole.file.text)) return;
  assert.equal(told(document), told(whole), "read in blocks, the tree is another");
}

/** The tree, a line each part, counted from the start of the file; of an alias not what it stands for, which may be large. */
function told(read: TreeDocument): string {
  const { roots, comments, problems } = wholeOf(read).document;
  const lines: string[] = [];
  const tell = (what: string, { start, end }: Site) => lines.push(`${what} ${start}-${end}`);
  const add = (node: Node): void => {
    tell(`${node.kind} ${node.tag ?? ""}`, node);
    if (node.kind === "scalar") lines.push(`${node.style} ${JSON.stringify(node.value)}`);
    else if (node.kind === "alias") lines.push(`${node.name} ${node.target !== undefined}`);
    else if (node.kind === "sequence") for (const item of node.items) add(item);
    else {
      for (const entry of node.entries) {
        tell("entry", entry);
        add(entry.key);
        add(entry.value);
      }
    }
    if (node.kind === "mapping" || node.kind === "sequence") lines.push(`end ${node.flow}`);
  };
  for (const root of roots) add(root);
  for (const comment of comments) tell("comment", comment);
  for (const problem of problems) tell(`${problem.message} ${problem.fatal}`, problem.at);
  return lines.join("\n");
}
