import type { Rule } from "../engine/authoring.ts";
import { checkAll, Host, type Knowledge } from "../engine/host.ts";
import { type Config, defaultConfig, type Options } from "../engine/project/config.ts";
import type { Finding, Fix } from "../engine/rule/finding.ts";
import { finish } from "../engine/task.ts";
import { applyEdits } from "../engine/text/edit.ts";
import { positionAt } from "../engine/text/lines.ts";
import type { MarkedFile, Marker } from "./markers.ts";

/** The folder that the files of examples live in. */
export const root = "/project";

/** Name of an example's first file where the example does not say it. */
export const usualNames: Readonly<Record<Rule["kind"], string>> = {
  template: "template.yaml",
  declaration: "template.yaml",
  policy: "policy.json",
  code: "handler.js",
  taint: "handler.js",
  secret: "handler.js",
  project: "template.yaml",
  manifest: "package.json",
  own: "handler.js",
};

/** Shows every finding there is: the least confidence, and rules that are off by default switched on. `options`: those that differ. */
export const everything = (rules: readonly Rule[], options: Partial<Options> = {}): Config => ({
  ...defaultConfig,
  options: { ...defaultConfig.options, ...options },
  confidence: "low",
  rules: Object.fromEntries(rules.filter(({ meta }) => meta.profiles).map(({ meta }) => [meta.id, "on"])),
});

/** A workspace of files, their paths relative to its root. A fault of ours is thrown. */
export function hostOf(files: readonly MarkedFile[], knowledge: Knowledge, config = everything(knowledge.rules)): Host {
  const host = new Host(knowledge, { root });
  host.apply({ files: files.map(({ path, text }) => ({ path: `${root}/${path}`, text })), config });
  return host;
}

/** All findings of all files. */
export const findingsOf = (host: Host): readonly Finding[] => checkAll(host.snapshot());

/** The cures that the finding's own rule offers, the preferred one first. */
export const curesOf = (host: Host, { at, rule }: Finding): readonly Fix[] =>
  finish(host.snapshot().fixes(at.path, at.span)).filter((fix) => fix.rule === rule && !fix.suppresses);

/** A finding as its marker: a span that goes on is cut at the end of its first line, an empty one is a column wide. */
export function markerOf(host: Host, { at, message }: Finding): Marker {
  const path = at.path.slice(root.length + 1);
  const file = host.snapshot().workspace.files.get(at.path);
  if (!file) return { path, line: 0, start: 0, end: 0, text: message };
  const { line, character: start } = positionAt(file, at.span.start);
  const length = file.text.slice(at.span.start, at.span.end).search(/\r?\n|\r|$/);
  return { path, line, start, end: start + Math.max(length, 1), text: message };
}

/** The files after a fix, those that it makes included. */
export function fixedFiles(files: readonly MarkedFile[], fix: Fix): readonly MarkedFile[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const [full, edits] of fix.edits) {
    const path = full.slice(root.length + 1);
    texts.set(path, applyEdits(texts.get(path) ?? "", edits));
  }
  return Array.from(texts, ([path, text]) => ({ path, text }));
}
