import type { Example, Knowledge, Rule } from "../../engine/authoring.ts";
import { curesOf, findingsOf, fixedFiles, hostOf, markerOf, usualNames } from "../example.ts";
import { type MarkedFile, type Marker, readMarked } from "../markers.ts";

/** An example as the engine answers it: what a reader of the documentation sees. */
export interface Shown {
  readonly title: string;
  readonly files: readonly MarkedFile[];
  readonly findings: readonly Marker[];
  readonly fix?: { readonly title: string; readonly isSafe: boolean; readonly files: readonly MarkedFile[] };
}

/** Runs a rule's examples. What they should answer is the tests' affair. */
export const shownOf = (rule: Rule, knowledge: Knowledge): readonly Shown[] =>
  rule.meta.examples.map((example) => shown(rule, example, knowledge));

function shown(rule: Rule, example: Example, knowledge: Knowledge): Shown {
  const { title } = example;
  const { files } = readMarked("good" in example ? example.good : example.bad, example.file ?? usualNames[rule.kind]);
  if ("good" in example) return { title, files, findings: [] };
  const host = hostOf(files, knowledge);
  const found = findingsOf(host).filter((finding) => finding.rule === rule.meta.id);
  const findings = found.map((finding) => markerOf(host, finding));
  const fix = found[0] && curesOf(host, found[0])[0];
  if (!fix) return { title, files, findings };
  const after = fixedFiles(files, fix).filter(
    ({ path, text }) => files.find((one) => one.path === path)?.text !== text,
  );
  return { title, files, findings, fix: { title: fix.title, isSafe: fix.safety === "safe", files: after } };
}
