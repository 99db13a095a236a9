import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Example, Rule } from "../engine/authoring.ts";
import type { Host } from "../engine/host.ts";
import type { Finding } from "../engine/rule/finding.ts";
import { ownRules } from "../engine/rule/own.ts";
import { readDocument } from "../engine/syntax/read.ts";
import { rules } from "../rules/index.ts";
import { usualNames } from "../tools/example.ts";
import { type Expectation, isSamePlace, type MarkedFile, type Marker, readMarked, withMarkers } from "./markers.ts";
import { rewriteExample } from "./rewrite-example.ts";
import { curesOf, everything, findingsOf, fixedFiles, hostOf as hostWith, markerOf, root } from "./workspace-of.ts";

const wanted = process.env["HANDRAIL_RULE"];
/** Only for the rule that is asked for: what others say of their own examples is theirs to change. */
const isUpdate = Boolean(wanted) && process.env["HANDRAIL_UPDATE"] !== undefined;

for (const rule of [...rules, ...ownRules] as readonly Rule[]) {
  if (wanted && !rule.meta.id.includes(wanted)) continue;
  describe(rule.meta.id, () => {
    for (const example of rule.meta.examples) it(example.title, () => run(rule, example));
  });
}

function run(rule: Rule, example: Example): void {
  const firstPath = example.file ?? usualNames[rule.kind];
  const config = { ...everything, options: { ...everything.options, ...example.options } };
  const hostOf = (files: readonly MarkedFile[]) => hostWith(files, config);
  if ("good" in example) {
    checkMarkers(rule, example.good, firstPath, hostOf);
    return;
  }
  const { host, files, found } = checkMarkers(rule, example.bad, firstPath, hostOf);
  if (example.fixed === undefined) checkNoFix(host, found);
  else checkFixed(rule, { host, found, files, hostOf }, example.fixed, firstPath);
}

type HostOf = (files: readonly MarkedFile[]) => Host;

/** An example as it was checked. */
interface Checked {
  readonly host: Host;
  readonly found: readonly Finding[];
  readonly files: readonly MarkedFile[];
  readonly hostOf: HostOf;
}

function checkMarkers(rule: Rule, text: string, firstPath: string, hostOf: HostOf) {
  const { files, expected } = readMarked(text, firstPath);
  if (rule.meta.id !== "handrail/unreadable") checkReadable(files);
  const host = hostOf(files);
  const found = findingsOf(host).filter((finding) => finding.rule === rule.meta.id);
  for (const { message } of found)
    assert.ok(message.length <= 140, `${message.length} characters are too many: ${message}`);
  const markers = found.map((finding) => markerOf(host, finding));
  const actual = checkPlaces(files, markers, expected);
  if (actual !== undefined) rewriteExample(rule, "bad", text, actual.replace(`//- ${firstPath}\n`, ""));
  return { host, files, found };
}

/** The places of findings and of markers are the same, and each message holds its marker's words. */
function checkPlaces(
  files: readonly MarkedFile[],
  found: readonly Marker[],
  expected: readonly Expectation[],
): string | undefined {
  const left = [...expected];
  const actual = found.map((marker) => {
    const at = left.findIndex((one) => isSamePlace(one, marker) && marker.text.includes(one.text));
    const [met] = at < 0 ? [] : left.splice(at, 1);
    if (met?.known === "missing") assert.fail(`'${met.text}' is found now: drop its 'MISSING'`);
    return met ?? marker;
  });
  const cured = left.find((one) => one.known === "spurious");
  if (cured) assert.fail(`'${cured.text}' is no longer reported: drop its marker`);
  const missing = expected.filter((one) => one.known === "missing");
  const [is, should] = [withMarkers(files, [...actual, ...missing]), withMarkers(files, expected)];
  if (isUpdate && is !== should && found.length > 0 && expected.length > 0) return is;
  assert.equal(is, should);
  return undefined;
}

function checkNoFix(host: Host, found: readonly Finding[]): void {
  for (const finding of found) {
    const [fix] = curesOf(host, finding);
    if (fix)
      assert.fail(
        `the example shows no 'fixed', but there is a fix: ${fix.title}\n${shown(fixedFiles(filesOf(host), fix))}`,
      );
  }
}

function checkFixed(rule: Rule, { host, found, files, hostOf }: Checked, fixed: string, firstPath: string): void {
  const [first] = found;
  const [fix] = first ? curesOf(host, first) : [];
  assert.ok(fix, "the example shows 'fixed', but the finding has no fix");
  const result = fixedFiles(files, fix);
  const expected = readMarked(fixed, firstPath).files;
  // A file that `fixed` leaves out stays as it was.
  const whole = [...expected, ...files.filter(({ path }) => !expected.some((one) => one.path === path))];
  if (isUpdate && shown(result) !== shown(whole)) rewriteExample(rule, "fixed", fixed, exampleOf(result, firstPath));
  else assert.equal(shown(result), shown(whole));
  checkReadable(result);
  const again = hostOf(result);
  const left = findingsOf(again).filter((finding) => finding.rule === rule.meta.id);
  assert.equal(
    withMarkers(
      result,
      left.map((finding) => markerOf(again, finding)),
    ),
    withMarkers(result, []),
  );
}

const filesOf = (host: Host): readonly MarkedFile[] =>
  Array.from(host.snapshot().workspace.files.values(), ({ path, text }) => ({
    path: path.slice(root.length + 1),
    text,
  }));

/** All files as one text; the newline at a file's end does not count. */
const shown = (files: readonly MarkedFile[]): string => withMarkers(files, []);

const exampleOf = (files: readonly MarkedFile[], firstPath: string): string =>
  files.map(({ path, text }) => (path === firstPath ? text : `//- ${path}\n${text}`)).join("\n");

function checkReadable(files: readonly MarkedFile[]): void {
  for (const { path, text } of files) {
    const document = readDocument({ path, version: 1, text });
    const problems = document?.problems.map((problem) => problem.message) ?? [];
    assert.deepEqual(problems, [], `${path} does not parse:\n${text}`);
  }
}
