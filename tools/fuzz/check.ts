import assert from "node:assert/strict";
import { Host } from "../../engine/host.ts";
import type { Finding, Fix } from "../../engine/rule/finding.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import { applyEdits } from "../../engine/text/edit.ts";
import { knowledge } from "../../rules/knowledge.ts";
import { everything, root } from "../example.ts";
import type { MarkedFile } from "../markers.ts";
import { asked, finished } from "./asked.ts";
import { checkReading } from "./check-reading.ts";

const config = everything(knowledge.rules);

/** Of how many findings the fixes are asked for. */
const mostFixed = 25;

const pathOf = (file: MarkedFile): string => `${root}/${file.path}`;

/** A workspace without a boundary for faults of ours: they are thrown. */
function hostOf(files: readonly MarkedFile[]): Host {
  const host = new Host(knowledge, { root });
  host.apply({ files: files.map((file) => ({ path: pathOf(file), text: file.text })), config });
  return host;
}

const findingsOf = (host: Host): readonly Finding[] => {
  const snapshot = host.snapshot();
  return snapshot.interesting().flatMap((path) => finished(snapshot.check(path)));
};

/**
 * Checks a workspace as a user would: findings and all their fixes, then the same after one file has changed. Throws where something is
 * amiss: an exception of the engine or a rule, a place outside of its file, a fix that breaks what could be read, an answer after an edit
 * that is another than that of a fresh start.
 */
export function checkWorkspace(files: readonly MarkedFile[], edited?: MarkedFile): void {
  const host = hostOf(files);
  const { findings, fixes } = answersOf(host);
  for (const finding of findings) checkFinding(host, finding);
  for (const fix of new Map(fixes.map((one) => [JSON.stringify([...one.edits]), one])).values()) checkFix(host, fix);
  for (const { path } of files) finished(host.snapshot().editsOfAll(`${root}/${path}`, "unsafe", 2));
  const changed = edited && files.find((file) => file.path === edited.path);
  if (!changed) return;
  checkReading(changed, edited);
  host.apply({ files: [{ path: pathOf(edited), text: edited.text }] });
  const fresh = hostOf(files.map((file) => (file.path === edited.path ? edited : file)));
  assert.deepEqual(answersOf(host), answersOf(fresh), "an edit and a fresh start give different answers");
}

/** Checks a workspace of one file, fixes left out: for files that are large or many. */
export function checkFindings(file: MarkedFile): void {
  const host = hostOf([file]);
  for (const finding of findingsOf(host)) checkFinding(host, finding);
}

/** All findings, and the fixes of the first of them. */
function answersOf(host: Host) {
  const findings = findingsOf(host);
  const asked = findings.slice(0, mostFixed);
  return { findings, fixes: asked.flatMap(({ at }) => finished(host.snapshot().fixes(at.path, at.span))) };
}

/** It says something, at places inside of their files. */
function checkFinding(host: Host, { rule, message, at, trace }: Finding): void {
  const { files } = host.snapshot().workspace;
  assert(message.length > 0, `${rule} says nothing`);
  for (const { path, span } of [at, ...trace.map((step) => step.at)]) {
    const isInside = 0 <= span.start && span.start <= span.end && span.end <= (files.get(path)?.text.length ?? -1);
    assert(isInside, `${rule} is outside of ${path}: ${JSON.stringify(span)}`);
  }
}

/** Its edits lie inside of the file, in order, and what they leave can be read no worse. */
function checkFix(host: Host, { rule, title, edits }: Fix): void {
  const { files } = host.snapshot().workspace;
  for (const [path, list] of edits) {
    const before = files.get(path) ?? { path, version: 0, text: "" };
    let last = 0;
    for (const { span } of list) {
      const isFit = last <= span.start && span.start <= span.end && span.end <= before.text.length;
      assert(isFit, `${rule}, '${title}': an edit is out of place: ${JSON.stringify(span)}`);
      last = span.end;
    }
    const text = applyEdits(before.text, list);
    const problemsIn = (one: string) => readDocument({ path, version: 1, text: one })?.problems ?? [];
    const [was, is] = [problemsIn(before.text), problemsIn(text)];
    assert(is.length <= was.length, `${rule}, '${title}' breaks ${path}: ${is[0]?.message}\n${text}`);
  }
}

/**
 * Asks for what each function needs and may do, and for all that an editor shows, before and after one file has changed. Throws where
 * something is amiss: an exception, a place outside of its file, an answer after an edit that is another than that of a fresh start.
 */
export function checkAsked(files: readonly MarkedFile[], edited?: MarkedFile): void {
  const host = hostOf(files);
  asked(host);
  if (!edited || !files.some((file) => file.path === edited.path)) return;
  host.apply({ files: [{ path: pathOf(edited), text: edited.text }] });
  const fresh = hostOf(files.map((file) => (file.path === edited.path ? edited : file)));
  assert.deepEqual(asked(host), asked(fresh), "an edit and a fresh start give different answers");
}
