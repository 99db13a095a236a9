import assert from "node:assert/strict";
import { jsonOf, yamlOf } from "../../engine/edit/written.ts";
import type { Host, Snapshot } from "../../engine/host.ts";
import { writtenForSam } from "../../engine/policy/written-policy.ts";
import { writtenPolicy } from "../../engine/policy/written-statement.ts";
import type { Task } from "../../engine/task.ts";
import type { TextEdit } from "../../engine/text/edit.ts";
import type { Place } from "../../engine/text/source.ts";

/** Places of a file that are asked about. */
const mostPlaces = 10;
/** Functions whose policies are asked to be cut back. */
const mostTightened = 5;

/** More steps than any answer about these small workspaces may take. */
const mostSteps = 20_000;

export function finished<T>(task: Task<T>): T {
  for (let steps = 0; steps < mostSteps; steps++) {
    const step = task.next();
    if (step.done) return step.value;
  }
  return assert.fail(`there is no end after ${mostSteps} steps`);
}

/** What the command line and the editor ask for, beside findings, of all that is in a workspace. Throws where a place lies outside of its file. */
export function asked(host: Host) {
  const snapshot = host.snapshot();
  const paths = [...snapshot.workspace.files.keys()];
  return { functions: functionsIn(snapshot), files: paths.map((path) => askedOf(snapshot, path)) };
}

/** What is told of each function, and the policy that it needs in all forms. */
function functionsIn(snapshot: Snapshot) {
  const found = finished(snapshot.functions());
  return found.map((privileges, index) => {
    const report = snapshot.report(privileges);
    const { exact } = privileges;
    const texts = [
      jsonOf(writtenPolicy(exact)),
      yamlOf(writtenPolicy(exact)),
      yamlOf({ Policies: writtenForSam(exact) }),
    ];
    for (const place of placesIn(report)) assertInside(snapshot, place, report.name);
    const edits = index < mostTightened ? finished(snapshot.tightening(report.template, report.name)) : new Map();
    for (const [path, list] of edits) assertInOrder(snapshot, path, list);
    return { report, texts, edits: [...edits] };
  });
}

function askedOf(snapshot: Snapshot, path: string) {
  const lenses = finished(snapshot.lenses(path));
  const text = snapshot.workspace.files.get(path)?.text ?? "";
  const answers = spread(text).map((offset) => {
    const completions = finished(snapshot.completions(path, offset));
    for (const { edit } of completions.slice(0, 20)) assertInOrder(snapshot, path, [edit]);
    const definitions = finished(snapshot.definitions(path, offset));
    return { completions: completions.length, definitions, hover: finished(snapshot.hover(path, offset)) };
  });
  for (const place of [...placesIn(lenses), ...placesIn(answers)]) assertInside(snapshot, place, path);
  return { lenses, answers };
}

/** Offsets all over a text, the first and the last of it among them. */
function spread(text: string): readonly number[] {
  const step = Math.max(1, text.length / mostPlaces);
  return [...new Set(Array.from({ length: mostPlaces + 1 }, (_, at) => Math.min(text.length, Math.round(at * step))))];
}

/** All places in plain data. */
function* placesIn(data: unknown): Generator<Place> {
  if (typeof data !== "object" || data === null) return;
  if ("span" in data && "path" in data) yield data as Place;
  for (const value of Array.isArray(data) ? data : Object.values(data)) yield* placesIn(value);
}

function assertInside(snapshot: Snapshot, { path, span }: Place, about: string): void {
  const length = snapshot.workspace.files.get(path)?.text.length ?? -1;
  const isInside = 0 <= span.start && span.start <= span.end && span.end <= length;
  assert(isInside, `${about}: a place is outside of ${path}: ${JSON.stringify(span)}`);
}

function assertInOrder(snapshot: Snapshot, path: string, edits: readonly TextEdit[]): void {
  let last = 0;
  for (const { span } of edits) {
    assertInside(snapshot, { path, span }, "an edit");
    assert(last <= span.start, `an edit of ${path} is out of order: ${JSON.stringify(span)}`);
    last = span.end;
  }
}
