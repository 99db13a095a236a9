import assert from "node:assert/strict";
import type { Knowledge } from "../../engine/authoring.ts";
import type { Host } from "../../engine/host.ts";
import type { Finding } from "../../engine/rule/finding.ts";
import { positionAt } from "../../engine/text/lines.ts";
import { knowledge } from "../../rules/knowledge.ts";
import { hostOf as hostWith } from "../../tools/example.ts";
import type { MarkedFile } from "../markers.ts";
import { everything, findingsOf, hostOf, root } from "../workspace-of.ts";

/** Files as one text: `//- path` starts the next one; the first is `handler.js`. */
export function filesOf(text: string, first = "handler.js"): readonly MarkedFile[] {
  const parts = text.split(/^\/\/- (\S+)\n/m);
  const files = parts[0]?.trim() ? [{ path: first, text: parts[0] }] : [];
  for (let i = 1; i < parts.length; i += 2) files.push({ path: parts[i] ?? "", text: parts[i + 1] ?? "" });
  return files;
}

/** The injections of some files, each as `path:line kind`, lines counted from 1. */
export function injectionsIn(files: readonly MarkedFile[], known: Knowledge = knowledge): readonly string[] {
  const host = hostWith(files, known, everything);
  const lineOf = ({ at }: Finding) => {
    const file = host.snapshot().workspace.files.get(at.path);
    return file ? positionAt(file, at.span.start).line + 1 : 0;
  };
  return injectionsOf(host).map(
    (finding) =>
      `${finding.at.path.slice(root.length + 1)}:${lineOf(finding)} ${finding.rule.slice("injection/".length)}`,
  );
}

export const injectionFindings = (files: readonly MarkedFile[]): readonly Finding[] => injectionsOf(hostOf(files));

const injectionsOf = (host: Host): readonly Finding[] =>
  findingsOf(host).filter(({ rule }) => rule.startsWith("injection/"));

const kinds = knowledge.rules.flatMap(({ meta }) => /^injection\/(.+)$/.exec(meta.id)?.[1] ?? []);
const mark = new RegExp(` // ((?:${kinds.join("|")})(?: (?:${kinds.join("|")}))*)$`);

/** What the comments at the ends of lines say that there is, such as `// sql`. */
export function marksIn(files: readonly MarkedFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const found = mark.exec(line)?.[1]?.split(" ") ?? [];
      return found.map((kind) => `${path}:${index + 1} ${kind}`);
    }),
  );
}

/** Asserts that injections are found on the lines that say so, and nowhere else. */
export function assertMarked(text: string, first?: string): void {
  const files = filesOf(text, first);
  assert.deepEqual([...injectionsIn(files)].sort(), [...marksIn(files)].sort());
}

/** The way of the only injection, each step as the text of its place, `|`, and what it says. */
export function traceIn(text: string, first?: string): readonly string[] {
  const files = filesOf(text, first);
  const found = injectionFindings(files);
  assert.equal(found.length, 1);
  return (found[0]?.trace ?? []).map(({ at, message }) => {
    const file = files.find(({ path }) => at.path === `${root}/${path}`);
    return `${file?.text.slice(at.span.start, at.span.end)} | ${message}`;
  });
}
